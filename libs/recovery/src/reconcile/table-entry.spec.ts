import { isLeft } from 'fp-ts/lib/Either.js';
import * as fc from 'fast-check';
import { placeSale } from '@sales-cdc/partitioning';
import { anySale } from '@sales-cdc/sales-event/arbitraries';
import { recordReader, saleItem, saleStream } from '@sales-cdc/stream-codec';
import { COMPARED_COLUMNS, comparedText } from './compared-values.js';
import { rejectionIn, tableEntries } from './table-entry.js';

const NOW_MS = Date.parse('2026-11-23T08:00:00Z');

/** The columns of a line as Athena answers them: decimals with four digits. */
const athenaValues = (line: string): readonly (string | null)[] => {
  const row = JSON.parse(line.replace(/"(unit_price|total_amount)":(-?[\d.]+)/g, '"$1":"$2"')) as Record<
    string,
    unknown
  >;
  return COMPARED_COLUMNS.map((column) => {
    const value = row[column] as string | number | null;
    if (value === null) return null;
    return column === 'unit_price' || column === 'total_amount' ? fourDigits(String(value)) : String(value);
  });
};

const fourDigits = (decimal: string): string => {
  const [whole = '', fraction = ''] = decimal.split('.');
  return `${whole}.${fraction.padEnd(4, '0')}`;
};

const record = (item: object): string =>
  Buffer.from(
    JSON.stringify({
      eventID: 'e',
      eventName: 'INSERT',
      dynamodb: { SequenceNumber: '1', ApproximateCreationDateTime: 1, NewImage: item },
    }),
  ).toString('base64');

describe('an item of the table', () => {
  const entryOf = tableEntries(NOW_MS);
  const read = recordReader(saleStream, placeSale)(NOW_MS);

  it('has the text of the row that the transform writes of it, or the reason why it writes none', () =>
    fc.assert(
      fc.property(anySale, fc.boolean(), (sale, hasMore) => {
        const item = { ...saleItem.encode(sale), ...(hasMore && { note: { M: { b: { N: '1.50' }, a: { S: 'x' } } } }) };
        const { key, text } = entryOf(item);
        const outcome = read(record(item));
        expect(key).toBe(sale.sale_id);
        if (isLeft(outcome)) expect(rejectionIn(text)).toBe(outcome.left.details.join('; '));
        else expect(text).toBe(comparedText(athenaValues(outcome.right.line)));
      }),
    ));

  const sale = {
    sale_id: { S: 's' },
    product_id: { S: 'P' },
    product_name: { S: 'Laptop' },
    quantity: { N: '1' },
    unit_price: { N: '2.5' },
    currency: { S: 'EUR' },
    status: { S: 'COMPLETED' },
    version: { N: '1' },
    creation_datetime: { S: '2026-11-22T08:00:00.000Z' },
  };

  it('says all that keeps it from being a sale', () => {
    const { text } = entryOf({ ...sale, quantity: { S: '1' }, currency: { N: '1' } });
    expect(rejectionIn(text)).toContain('quantity');
    expect(rejectionIn(text)).toContain('currency');
  });

  it('is the same in whatever order its unknown attributes come, and as bytes or base64', () => {
    const bytes = entryOf({ ...sale, b: { B: new Uint8Array([1, 2]) }, a: { N: '1' } });
    const base64 = entryOf({ a: { N: '1' }, ...sale, b: { B: 'AQI=' } });
    expect(bytes).toEqual(base64);
  });

  it('tells numbers of unknown attributes apart by every digit, and from texts', () => {
    const textWith = (note: object): string => entryOf({ ...sale, note }).text;
    expect(textWith({ N: '12345678901234567890' })).not.toBe(textWith({ N: '12345678901234567891' }));
    expect(textWith({ N: '5' })).not.toBe(textWith({ S: '5' }));
  });
});
