import { syntheticSales } from '../synthetic/synthetic-sales.js';
import { seededRandom } from '../random/seeded-random.js';
import { amend } from '../lives/amend.js';
import { noCounts } from './counts.js';
import { FakeTable, dynamoDbError, type Mishap } from './fake-table.js';
import { SaleWriter } from './sale-writer.js';
import type { Step } from './steps.js';

const source = syntheticSales(1, () => 0);
const SALES = Array.from({ length: 25 }, () => source.next().value);
const SALE = SALES.slice(0, 1);
const batch: Step = { kind: 'inserts', sales: SALES };
const single: Step = { kind: 'inserts', sales: SALE };
const later = SALE.map((seen) => ({ seen, sale: amend(seen, seededRandom(1, 2)) }));
const updates = later.map(({ seen, sale }): Step => ({ kind: 'change', change: { kind: 'update', seen, sale } }));
const deletes = later.map(({ sale }): Step => ({ kind: 'change', change: { kind: 'delete', seen: sale } }));

const throttled: Mishap = { error: dynamoDbError('ProvisionedThroughputExceededException', 400), isDone: false };
const lostAnswer: Mishap = { error: Object.assign(new Error('reset'), { code: 'ECONNRESET' }), isDone: true };
const serverError: Mishap = { error: dynamoDbError('InternalServerError', 500), isDone: false };
const refused: Mishap = { error: dynamoDbError('ValidationException', 400), isDone: false };

const setUp = (mishaps: Mishap[] = [], areIdsNew = false) => {
  const table = new FakeTable(() => mishaps.shift());
  const counts = noCounts();
  const slept: number[] = [];
  const persistence = {
    sleep: async (intervalMs: number) => void slept.push(intervalMs),
    random: () => 0.5,
    onRetry: () => void (counts.retried += 1),
  };
  const writer = new SaleWriter(table, counts, persistence, areIdsNew);
  const write = async (...steps: Step[]) => {
    for (const step of steps) await writer.write(step);
  };
  return { table, counts, slept, write };
};

describe('SaleWriter', () => {
  it('writes, updates and deletes a sale', async () => {
    const { table, counts, write } = setUp();
    await write(single, ...updates);
    expect([...table.sales.values()]).toEqual(later.map(({ sale }) => sale));
    await write(...deletes);
    expect(table.sales.size).toBe(0);
    expect(counts).toEqual({ ...noCounts(), written: 1, updated: 1, deleted: 1 });
  });

  it.each([
    ['one', single],
    ['a batch', batch],
  ])('never writes over a sale that is there: %s', async (_, step) => {
    const { table, counts, write } = setUp();
    await write(single, ...updates);
    const before = table.sales.get(SALE[0]?.sale_id ?? '');
    await write(step);
    expect(table.sales.get(SALE[0]?.sale_id ?? '')).toBe(before);
    expect(counts.existing).toBe(1);
    expect(counts.written).toBe(table.sales.size);
  });

  it('looks no ids up when they are known to be new', async () => {
    const { table, write } = setUp([], true);
    await write(batch);
    expect(table.calls).toEqual(['putAll']);
  });

  it('tries throttled and failed attempts again, waiting longer each time', async () => {
    const { table, counts, slept, write } = setUp([throttled, serverError, throttled]);
    await write(single);
    expect(counts).toEqual({ ...noCounts(), written: 1, retried: 3 });
    expect(slept).toEqual([37.5, 75, 150]);
    expect(table.sales.size).toBe(1);
  });

  it('counts once what was done although its answer was lost', async () => {
    const { counts, write } = setUp([lostAnswer]);
    await write(single);
    expect(counts).toEqual({ ...noCounts(), written: 1, retried: 1 });

    const changed = setUp();
    await changed.write(single);
    const again = setUp([lostAnswer]);
    for (const [id, sale] of changed.table.sales) again.table.sales.set(id, sale);
    await again.write(...updates);
    expect(again.counts).toEqual({ ...noCounts(), updated: 1, retried: 1 });
  });

  it('takes a condition that fails after a throttled attempt as a conflict: that attempt did nothing', async () => {
    const { counts, write } = setUp([throttled]);
    await write(...updates);
    expect(counts).toEqual({ ...noCounts(), conflicts: 1, retried: 1 });
  });

  it('writes in the end what a batch had no capacity for, each sale once', async () => {
    const { table, counts, write } = setUp([throttled, throttled]);
    table.capacity = 10;
    await write(batch);
    expect(table.sales.size).toBe(25);
    expect(counts.written).toBe(25);
    expect(counts.retried).toBe(2 + 2 + 2);
  });

  it.each([
    ['one', single],
    ['a batch', batch],
  ])('throws what the table refuses for good, at once: %s', async (_, step) => {
    const { counts, slept, write } = setUp([refused]);
    await expect(write(step)).rejects.toBe(refused.error);
    expect(counts.written).toBe(0);
    expect(slept).toEqual([]);
  });

  it.each([
    ['one', single],
    ['a batch', batch],
  ])('throws after a minute without an answer: %s', async (_, step) => {
    const { counts, slept, write } = setUp(Array.from({ length: 100 }, () => serverError));
    await expect(write(step)).rejects.toBe(serverError.error);
    expect(counts.written).toBe(0);
    expect(slept).toHaveLength(19);
    const waitedMs = slept.reduce((sum, ms) => sum + ms, 0);
    expect(waitedMs).toBeGreaterThan(40_000);
    expect(waitedMs).toBeLessThan(80_000);
  });

  it('throws when a batch never gets any further', async () => {
    const { table, write } = setUp([], true);
    table.capacity = 0;
    await expect(write(batch)).rejects.toThrow('no capacity for 25 items');
  });
});
