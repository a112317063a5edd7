import type { SaleChange } from '../lives/sale-change.js';
import { saleLives } from '../lives/sale-lives.js';
import { first } from '../lives/first.js';
import { seededRandom } from '../random/seeded-random.js';
import { syntheticSales } from '../synthetic/synthetic-sales.js';
import { runSteps } from './run-steps.js';
import { saleIdsOf, stepsOf, type Step } from './steps.js';

const changes = (): AsyncGenerator<SaleChange> =>
  saleLives(
    first(
      syntheticSales(3, () => 0),
      300,
    ),
    { matchReturns: false, updates: 0.8, deletes: 0.3, random: seededRandom(3, 2) },
  );

const all = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
  const given: T[] = [];
  for await (const item of items) given.push(item);
  return given;
};

/** A few turns of the event loop, so that writes overlap without time passing. */
const aWhile = async (turns: number) => {
  for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
};

describe('stepsOf', () => {
  it.each([1, 2, 25])('keeps every change and the order of each sale’s, in batches of at most %d', async (size) => {
    const steps = await all(stepsOf(changes(), size));
    const state = new Map<string, number>();
    let count = 0;
    for (const step of steps) {
      if (step.kind === 'inserts') {
        expect(step.sales.length).toBeLessThanOrEqual(size);
        for (const { sale_id, version } of step.sales) state.set(sale_id, version);
        count += step.sales.length;
      } else {
        expect(state.get(step.change.seen.sale_id)).toBe(step.change.seen.version);
        if (step.change.kind === 'update') state.set(step.change.sale.sale_id, step.change.sale.version);
        count += 1;
      }
    }
    expect(count).toBe((await all(changes())).length);
  });
});

describe('runSteps', () => {
  it('writes many at a time, and never two of one sale', async () => {
    const random = seededRandom(4, 1);
    const busy = new Set<string>();
    let most = 0;
    let underway = 0;
    const write = async (step: Step) => {
      const ids = saleIdsOf(step);
      for (const id of ids) {
        expect(busy).not.toContain(id);
        busy.add(id);
      }
      underway += 1;
      most = Math.max(most, underway);
      await aWhile(random.below(50));
      underway -= 1;
      for (const id of ids) busy.delete(id);
    };
    await runSteps(stepsOf(changes(), 2), write, 8);
    expect(most).toBeGreaterThan(4);
    expect(most).toBeLessThanOrEqual(8);
    expect(underway).toBe(0);
  });

  it('after a failure begins nothing new, waits for what is under way, and throws it', async () => {
    const failure = new Error('refused');
    let begun = 0;
    let ended = 0;
    const write = async () => {
      begun += 1;
      if (begun === 10) throw failure;
      await aWhile(100);
      ended += 1;
    };
    await expect(runSteps(stepsOf(changes(), 1), write, 4)).rejects.toBe(failure);
    expect(begun).toBeLessThan(20);
    expect(ended).toBe(begun - 1);
  });

  it('writes what came before a failure of the source', async () => {
    const failure = new Error('unreadable');
    const source = async function* (): AsyncGenerator<Step> {
      for await (const step of stepsOf(first(changes(), 5), 1)) yield step;
      throw failure;
    };
    let ended = 0;
    const write = async () => {
      await aWhile(10);
      ended += 1;
    };
    await expect(runSteps(source(), write, 4)).rejects.toBe(failure);
    expect(ended).toBe(5);
  });
});
