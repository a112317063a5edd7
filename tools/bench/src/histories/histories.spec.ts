import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readCloudAssembly, type CloudAssembly } from '@sales-cdc/cfn-template';
import type { SimulationOptions } from '@sales-cdc/local-cloud/simulation';
import fc from 'fast-check';
import type { TextRow } from '../faults/athena.js';
import type { Row } from '../faults/lake.js';
import type { Image } from '../faults/sale-histories.js';
import { askViews } from '../faults/ask-views.js';
import { anyHistory, runHistory, type History } from './run-history.js';
import type { ModelChange, ModelSale } from './sale-model.js';
import { toldByModel, toldByRows } from './told.js';
import { wayOfAChange } from './way-of-a-change.js';

// Time in these specs is simulated; this is room for a machine that is busy with other things.
jest.setTimeout(120_000);

const LAMBDA_RUNTIME = pathToFileURL(
  join(import.meta.dirname, '../../../../libs/local-cloud/runtime/lambda-runtime.mjs'),
);
const SALES = ['a', 'b', 'c'];
const bundles: NonNullable<SimulationOptions['bundles']> = new Map();
let assembly: CloudAssembly;
beforeAll(async () => {
  assembly = await readCloudAssembly(join(import.meta.dirname, '../../../../apps/infra/dist/cdk.out/dev'));
});

/** Checks what was delivered of a history, of which `seen` is what somebody sees of the lake. */
const check = async (seed: number, history: History, seen = (rows: readonly Row[]) => rows): Promise<void> => {
  const { model, delivered } = await runHistory(history, { assembly: wayOfAChange(assembly), seed, bundles });
  const rows = seen(delivered.lake.rows);
  const told = toldByModel(model.sales);
  expect(toldByRows(rows)).toEqual(told);
  expect(byId(delivered.items)).toEqual(byId(model.sales.flatMap(({ current }) => (current ? [current] : []))));
  expect(delivered.lake.errors).toEqual([]);
  // Only what a process had under way when it ended may come again, and then it says the same.
  if (!model.hasEnded) expect(rows).toHaveLength(Object.values(told).flat().length);
  expectAlike(rows);
};

const expectAlike = (rows: readonly Row[]): void => {
  const bySequenceNumber = new Map(rows.map((row) => [row.sequence_number, row]));
  for (const row of rows) {
    const { processed_at } = bySequenceNumber.get(row.sequence_number) as Row & { readonly processed_at: unknown };
    expect({ ...row, processed_at }).toEqual(bySequenceNumber.get(row.sequence_number));
  }
};

const byId = (items: readonly Image[]): unknown => Object.fromEntries(items.map((item) => [item['sale_id']?.S, item]));

/** A change as a view tells it. */
const viewRow = ({ op, image }: Pick<ModelChange, 'op' | 'image'>): TextRow => ({
  op,
  sale_id: image['sale_id']?.S,
  product_name: image['product_name']?.S,
  quantity: image['quantity']?.N,
  version: image['version']?.N,
});

const currentRow = ({ current, changes }: ModelSale): readonly TextRow[] =>
  current ? [viewRow({ op: changes.at(-1)?.op ?? 'c', image: current })] : [];

/** Every version, each ended by the next change. */
const historyRows = ({ changes }: ModelSale): readonly TextRow[] =>
  changes.flatMap((change, index) => {
    const next = changes[index + 1];
    return change.op === 'd' ? [] : [{ ...viewRow(change), is_current: String(!next), closed_by: next?.op }];
  });

describe('whatever is written, and whatever happens to the pipeline meanwhile', () => {
  it('the lake tells exactly the history of each sale', () =>
    fc.assert(
      fc.asyncProperty(fc.nat(), anyHistory(SALES), (seed, history) => check(seed, history)),
      { numRuns: 200 },
    ));

  it('the views, asked by SQL, tell it too', async () => {
    const lines: string[] = [];
    const sales: ModelSale[] = [];
    for (let seed = 1; seed <= 10; seed += 1) {
      const ofSeed = anyHistory(SALES.map((sale) => `${sale}-${String(seed)}`));
      const [history = []] = fc.sample(ofSeed, { seed, numRuns: 1 });
      const { model, delivered } = await runHistory(history, { assembly: wayOfAChange(assembly), seed, bundles });
      lines.push(...delivered.lake.lines);
      sales.push(...model.sales);
    }
    sales.sort((a, b) => (a.saleId < b.saleId ? -1 : 1));
    expect(await askViews(assembly, lines, LAMBDA_RUNTIME)).toEqual({
      current: sales.flatMap(currentRow),
      history: sales.flatMap(historyRows),
    });
  });
});

describe('a history that the lake tells wrongly', () => {
  const shortest = async (seen: (rows: readonly Row[]) => readonly Row[]): Promise<string> => {
    const { counterexample } = await fc.check(
      fc.asyncProperty(fc.nat(), anyHistory(SALES), (seed, history) => check(seed, history, seen)),
      { seed: 1, numRuns: 50 },
    );
    return counterexample ? fc.stringify(counterexample[1]) : 'none';
  };

  it('shrinks to the shortest: where deletes are lost, a sale and its deletion', async () => {
    expect(await shortest((rows) => rows.filter(({ op }) => op !== 'd'))).toMatch(/^put (.) \{[^}]*\},delete \1/);
  });

  it('shrinks to the shortest: where a change comes twice, one sale', async () => {
    expect(await shortest((rows) => [...rows, ...rows])).toMatch(/^put . \{[^}]*\}( |$)/);
  });
});
