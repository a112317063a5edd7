import fc from 'fast-check';
import type { SourceRecord } from '../source/source-record.js';
import { judgeResponse } from './processing-response.js';

const record = (sequenceNumber: string): SourceRecord => ({
  shardId: 's',
  sequenceNumber,
  subSequenceNumber: 0,
  partitionKey: 'k',
  arrivalMs: 0,
  data: new Uint8Array(),
});
const records = ['1', '2'].map(record);
const [first, second] = ['1000000', '2000000'];
const ok = (recordId: string | undefined): object => ({
  recordId,
  result: 'Ok',
  data: Buffer.from('line').toString('base64'),
});
const judge = (answer: unknown): readonly unknown[] => judgeResponse(records, Buffer.from(JSON.stringify(answer)));

const delivered = { kind: 'deliver', data: Buffer.from('line'), partitionKeys: {} };
const failed = (errorCode: string, start: string): unknown => ({
  kind: 'fail',
  failure: { errorCode, errorMessage: expect.stringContaining(start) as string },
});

describe('what becomes of a record', () => {
  it.each([
    ['Ok is delivered', [ok(first), ok(second)], [delivered, delivered]],
    ['Dropped is gone', [{ recordId: first, result: 'Dropped' }, ok(second)], [{ kind: 'drop' }, delivered]],
    [
      'ProcessingFailed fails that record',
      [{ recordId: first, result: 'ProcessingFailed' }, ok(second)],
      [failed('Lambda.ProcessingFailedStatus', 'ProcessingFailed status set for record'), delivered],
    ],
    [
      'a missing record fails',
      [ok(second)],
      [failed('Lambda.MissingRecordId', 'One or more record Ids were not returned.'), delivered],
    ],
    [
      'a record returned twice fails',
      [ok(first), ok(second), ok(first)],
      [failed('Lambda.DuplicatedRecordId', 'Multiple records were returned with the same record Id.'), delivered],
    ],
    ['an unknown record is ignored', [ok(first), ok(second), ok('3')], [delivered, delivered]],
    ['order does not matter', [ok(second), ok(first)], [delivered, delivered]],
    [
      'Ok without data fails',
      [{ recordId: first, result: 'Ok' }, ok(second)],
      [
        failed(
          'Lambda.InvalidReturnFormat',
          'The data field cannot be null when the SourceType is DirectPut or KinesisStreamAsSource',
        ),
        delivered,
      ],
    ],
    [
      'an unknown result fails',
      [{ recordId: first, result: 'Good' }, ok(second)],
      [failed('Lambda.InvalidReturnFormat', 'The result field'), delivered],
    ],
  ])('%s', (_, answered, outcomes) => {
    expect(judge({ records: answered })).toEqual(outcomes);
  });

  it.each([[{}], [{ records: null }], [null], ['text'], [[1]]])(
    'is a missing record id when the answer is %j',
    (answer) => {
      const missing = failed('Lambda.MissingRecordId', 'One or more');
      expect(judge(answer)).toEqual([missing, missing]);
    },
  );

  it('is decided for each record, whatever the function answers', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array(),
          fc.json().map((json) => Buffer.from(json)),
          fc.jsonValue().map((value) => Buffer.from(JSON.stringify({ records: [value, value] }))),
        ),
        (payload) => {
          expect(judgeResponse(records, payload)).toHaveLength(records.length);
        },
      ),
    );
  });
});
