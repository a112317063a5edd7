import * as fc from 'fast-check';
import { memoryScratch } from '../scratch/scratch.js';
import { rowLine, seenByViews } from './__fixtures__/memory-lake.js';
import { readRowLine } from './row-line.js';
import { SortedRows } from './sorted-rows.js';

const anyLine = fc
  .tuple(fc.constantFrom('a', 'b', 'ü'), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 0, max: 3 }))
  .map(([saleId, sequence, second]) => rowLine(saleId, sequence, `2026-11-01 00:00:0${second}.000`));

const sorted = async (lines: readonly string[], runLength: number) => {
  const scratch = memoryScratch();
  const rows = new SortedRows(scratch, runLength);
  for (const line of lines) {
    const row = readRowLine(line);
    if (row) await rows.add(row);
  }
  const merged: string[] = [];
  for await (const { line } of rows.merged()) merged.push(line);
  await rows.clear();
  return { merged, rows, scratch };
};

describe('SortedRows', () => {
  it('gives every change once, by sequence number, the copy that the views see, however little memory there is', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(anyLine, { maxLength: 60 }),
        fc.constantFrom(1, 300, 1_000_000),
        async (lines, length) => {
          const { merged, rows } = await sorted(lines, length);
          const numbers = merged.map((line) => readRowLine(line)?.sequenceNumber ?? '');
          expect(numbers).toEqual([...numbers].sort());
          expect(seenByViews(merged)).toEqual(seenByViews(lines));
          expect(merged).toHaveLength(seenByViews(lines).size);
          expect(rows.count).toBe(merged.length);
          expect(rows.repeats).toBe(lines.length - merged.length);
        },
      ),
    ));

  it('lets go of what it put aside', async () => {
    const { scratch } = await sorted([rowLine('a', 1), rowLine('b', 2)], 1);
    expect(scratch.sizeOf('compact-0') + scratch.sizeOf('compact-1')).toBe(0);
  });
});
