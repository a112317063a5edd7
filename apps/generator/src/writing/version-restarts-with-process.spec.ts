import type { Sale } from '@sales-cdc/sales-event';
import { first } from '../lives/first.js';
import { saleLives } from '../lives/sale-lives.js';
import { seededRandom } from '../random/seeded-random.js';
import { syntheticSales } from '../synthetic/synthetic-sales.js';
import { noCounts } from './counts.js';
import { FakeTable } from './fake-table.js';
import { SaleWriter } from './sale-writer.js';
import type { Step } from './steps.js';

const SEED = 7;
const SALES = 100;

/** What a process writes with the seed; one that is stopped early gets no further than the new sales. */
const runProcess = async (table: FakeTable, insertsTogether: number, isStoppedEarly = false): Promise<void> => {
  const persistence = { sleep: () => Promise.resolve(), random: () => 0.5, onRetry: () => undefined };
  const writer = new SaleWriter(table, noCounts(), persistence, false);
  const sales = first(
    syntheticSales(SEED, () => 0),
    SALES,
  );
  const lives = saleLives(sales, { updates: 0.5, deletes: 0, matchReturns: false, random: seededRandom(SEED, 2) });
  const inserted: Sale[] = [];
  const changes: Step[] = [];
  for await (const change of lives)
    if (change.kind === 'insert') inserted.push(change.sale);
    else changes.push({ kind: 'change', change });
  for (let from = 0; from < inserted.length; from += insertsTogether)
    await writer.write({ kind: 'inserts', sales: inserted.slice(from, from + insertsTogether) });
  if (!isStoppedEarly) for (const step of changes) await writer.write(step);
};

describe('a version counter that restarts with the process', () => {
  it.each([
    ['one by one', 1],
    ['in batches', 25],
  ])('would set sales back to an earlier version: here a second process changes nothing, %s', async (_, together) => {
    const table = new FakeTable();
    await runProcess(table, together);
    const before = new Map(table.sales);
    expect(Math.max(...[...before.values()].map(({ version }) => version))).toBeGreaterThan(1);
    await runProcess(table, together, true);
    expect(table.sales).toEqual(before);
    await runProcess(table, together);
    expect(table.sales).toEqual(before);
  });
});
