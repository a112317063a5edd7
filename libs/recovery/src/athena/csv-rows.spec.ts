import * as fc from 'fast-check';
import { csvRows, type CsvRow } from './csv-rows.js';

const csvOf = (rows: readonly CsvRow[]): string =>
  rows
    .map((row) => `${row.map((value) => (value === null ? '' : `"${value.replaceAll('"', '""')}"`)).join(',')}\n`)
    .join('');

async function* pieces(bytes: Uint8Array, length: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += length) yield bytes.subarray(start, start + length);
}

const readAll = async (bytes: AsyncIterable<Uint8Array>): Promise<readonly CsvRow[]> => {
  const all: CsvRow[] = [];
  for await (const rows of csvRows(bytes)) all.push(...rows);
  return all;
};

describe("a result of Athena's", () => {
  const anyValue = fc.option(fc.oneof(fc.string({ unit: 'grapheme' }), fc.stringMatching(/^[",\n]*$/)), { nil: null });

  it('is read as it was written, in pieces of any length', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(anyValue, { minLength: 2, maxLength: 4 })),
        fc.integer({ min: 1, max: 20 }),
        async (rows, length) => {
          expect(await readAll(pieces(Buffer.from(csvOf(rows)), length))).toEqual(rows);
        },
      ),
    ));

  it('tells an empty text from NULL', async () => {
    expect(await readAll(pieces(Buffer.from('"",\n'), 100))).toEqual([['', null]]);
  });
});
