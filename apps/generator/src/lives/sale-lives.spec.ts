import type { Sale } from '@sales-cdc/sales-event';
import * as fc from 'fast-check';
import { seededRandom } from '../random/seeded-random.js';
import { syntheticSales } from '../synthetic/synthetic-sales.js';
import { first } from './first.js';
import type { SaleChange } from './sale-change.js';
import { saleLives } from './sale-lives.js';

const livesOf = async (seed: number, count: number, updates: number, deletes: number): Promise<SaleChange[]> => {
  const sales = first(
    syntheticSales(seed, () => 0),
    count,
  );
  const changes: SaleChange[] = [];
  for await (const change of saleLives(sales, { updates, deletes, matchReturns: false, random: seededRandom(seed, 2) }))
    changes.push(change);
  return changes;
};

const count = (changes: readonly SaleChange[], kind: SaleChange['kind']) =>
  changes.filter((change) => change.kind === kind).length;

const shares = fc.double({ min: 0, max: 1, noNaN: true });

describe('saleLives', () => {
  it('is the same for the same seed, and never alters the new sales', () =>
    fc.assert(
      fc.asyncProperty(fc.nat(), shares, shares, async (seed, updates, deletes) => {
        const changes = await livesOf(seed, 50, updates, deletes);
        expect(changes).toEqual(await livesOf(seed, 50, updates, deletes));
        expect(changes.filter(({ kind }) => kind === 'insert')).toEqual(await livesOf(seed, 50, 0, 0));
      }),
    ));

  it('gives each sale one version after the other, and nothing after its end', () =>
    fc.assert(
      fc.asyncProperty(fc.nat(), shares, shares, async (seed, updates, deletes) => {
        const table = new Map<string, Sale>();
        for (const change of await livesOf(seed, 100, updates, deletes)) {
          if (change.kind !== 'insert') expect(table.get(change.seen.sale_id)).toEqual(change.seen);
          if (change.kind === 'update') {
            expect(change.sale.version).toBe(change.seen.version + 1);
            expect(change.seen.status).toBe('COMPLETED');
            expect(change.sale).not.toEqual({ ...change.seen, version: change.sale.version });
          }
          if (change.kind === 'delete') table.delete(change.seen.sale_id);
          else table.set(change.sale.sale_id, change.sale);
        }
      }),
    ));

  it('changes and deletes about the share that was asked for', async () => {
    const changes = await livesOf(1, 2_000, 0.2, 0.05);
    expect(count(changes, 'insert')).toBe(2_000);
    expect(Math.abs(count(changes, 'update') - 400)).toBeLessThan(80);
    expect(Math.abs(count(changes, 'delete') - 100)).toBeLessThan(40);
  });
});

describe('first', () => {
  it('asks for nothing beyond the last item it gives', async () => {
    let asked = 0;
    const endless = function* () {
      for (;;) yield (asked += 1);
    };
    const given: number[] = [];
    for await (const item of first(endless(), 3)) given.push(item);
    for await (const item of first(endless(), 0)) given.push(item);
    expect(given).toEqual([1, 2, 3]);
    expect(asked).toBe(3);
  });
});
