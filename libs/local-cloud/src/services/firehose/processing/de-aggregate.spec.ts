import fc from 'fast-check';
import type { SourceRecord } from '../source/source-record.js';
import { deAggregate } from './de-aggregate.js';

const recordOf = (data: string | Uint8Array): SourceRecord => ({
  shardId: 'shard',
  sequenceNumber: '49',
  subSequenceNumber: 0,
  partitionKey: 'key',
  arrivalMs: 0,
  data: Buffer.from(data),
});
const textsOf = (records: readonly SourceRecord[]): string[] =>
  records.map(({ data }) => Buffer.from(data).toString('utf8'));
const delimiter = Buffer.from('####');

describe('a record of JSON objects one after the other', () => {
  it('is taken apart into them, numbered in their order', () => {
    const anyObject = fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue());
    const anySeparator = fc.constantFrom('', '\n', ' \r\n\t');
    fc.assert(
      fc.property(fc.array(anyObject, { minLength: 1, maxLength: 8 }), anySeparator, (objects, separator) => {
        const texts = objects.map((object) => JSON.stringify(object));
        const records = deAggregate(recordOf(texts.join(separator)), { kind: 'JSON' });
        expect(textsOf(records)).toEqual(texts);
        expect(records.map(({ subSequenceNumber }) => subSequenceNumber)).toEqual(texts.map((_, index) => index));
      }),
    );
  });

  it.each(['[{"a":1},{"a":2}]', '{"a":1},{"a":2}', '{"a":1}{"a"', '{"a":}', 'text', '', '{"a":1}]'])(
    'goes to the error output as a whole when it is %j',
    (text) => {
      expect(deAggregate(recordOf(text), { kind: 'JSON' })).toMatchObject([
        { data: Buffer.from(text), failure: { errorCode: 'RecordDeAggregation.MalformedRecord' } },
      ]);
    },
  );

  it('has at most 500 of them', () => {
    expect(deAggregate(recordOf('{}'.repeat(500)), { kind: 'JSON' })).toHaveLength(500);
    expect(deAggregate(recordOf('{}'.repeat(501)), { kind: 'JSON' })).toMatchObject([
      { failure: { errorCode: 'RecordDeAggregation.TooManySubRecords' } },
    ]);
  });
});

describe('a record with delimiters', () => {
  it('is taken apart at them, and what is empty is no record', () => {
    const how = { kind: 'DELIMITED', delimiter } as const;
    expect(textsOf(deAggregate(recordOf('####a####b#c########d'), how))).toEqual(['a', 'b#c', 'd']);
    expect(textsOf(deAggregate(recordOf('a'), how))).toEqual(['a']);
  });
});
