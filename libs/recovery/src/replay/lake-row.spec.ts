import * as fc from 'fast-check';
import { anySale } from '@sales-cdc/sales-event/arbitraries';
import { backfillSequenceNumber, type Change } from '@sales-cdc/stream-codec';
import { totalAmount, type Sale } from '@sales-cdc/sales-event';
import { changeOf, itemOf, lineOf, NOW_MS, recordOf } from '../__fixtures__/sales.js';
import { readLakeRow } from './lake-row.js';

const rowOf = (line: string) => {
  const row = readLakeRow(line);
  if (row._tag === 'Left') throw new Error(row.left);
  return row.right;
};
const sample = lineOf(changeOf(recordOf(itemOf('s-1'))));
const changed = (change: (row: Record<string, unknown>) => void): string => {
  const row = JSON.parse(sample) as Record<string, unknown>;
  change(row);
  return JSON.stringify(row);
};

/** Some prices are too high for some quantities; such a sale has no line. */
const anyRowOfSale = anySale.filter(({ quantity, unit_price }) => totalAmount(quantity, unit_price)._tag === 'Right');

const anyChange: fc.Arbitrary<Change<Sale>> = fc
  .record({
    op: fc.constantFrom('c', 'u', 'd', 'r'),
    image: anyRowOfSale,
    before: fc.option(anyRowOfSale, { nil: undefined }),
  })
  .map(({ op, image, before }) => ({
    op,
    image,
    before: op === 'u' ? before : undefined,
    eventId: 'event',
    sequenceNumber: op === 'r' ? backfillSequenceNumber(NOW_MS) : '1'.padStart(40, '0'),
    committedAtMs: NOW_MS,
    unrecognised: undefined,
  }));

describe('readLakeRow', () => {
  it('reads the change that the line was written of', () =>
    fc.assert(
      fc.property(anyChange, (change) => {
        const { change: read, ...findings } = rowOf(lineOf(change));
        expect(read).toEqual(change);
        expect(findings).toEqual({ dropped: [], unfilled: [], isWithoutBefore: false });
      }),
    ));

  it('fills a column of today from what was not recognised when the row was written, digits and all', () => {
    const line = changed((row) => {
      delete row['store_id'];
      row['category'] = null;
      row['unrecognised'] = '{"store_id":"b-1","category":"home","weight":1.50}';
    });
    const { change, unfilled } = rowOf(line);
    expect(change.image).toMatchObject({ store_id: 'b-1', category: 'home' });
    expect(change.unrecognised).toBe('{"weight":1.50}');
    expect(unfilled).toEqual([]);
  });

  it('names the columns that the row cannot fill, and those that have no place', () => {
    const line = changed((row) => {
      delete row['channel'];
      row['colour'] = 'red';
    });
    expect(rowOf(line)).toMatchObject({ unfilled: ['channel'], dropped: ['colour'] });
  });

  it('takes an op that it does not know for an upsert, as every reader does', () => {
    expect(rowOf(changed((row) => (row['op'] = 'x'))).change.op).toBe('u');
  });

  it('tells when the image before breaks the schema of today', () => {
    const line = changed((row) => {
      row['op'] = 'u';
      row['before'] = { sale_id: 's-1' };
    });
    expect(rowOf(line)).toMatchObject({ isWithoutBefore: true, change: { before: undefined } });
  });

  it.each([
    ['no JSON', 'hello', 'the line is no JSON object'],
    ['a row that breaks the schema of today', changed((row) => (row['status'] = 'LOST')), /^status: must be/],
    ['a row without a sequence number', changed((row) => delete row['sequence_number']), /^dynamodb.SequenceNumber/],
    ['a broken unrecognised', changed((row) => (row['unrecognised'] = '[')), /^unrecognised: must be/],
  ])('says what is wrong with %s', (_, line, sentence) => {
    const row = readLakeRow(line);
    expect(row._tag === 'Left' ? row.left : '').toMatch(sentence);
  });
});
