import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCloudAssembly, type CloudAssembly } from '@sales-cdc/cfn-template';
import { removalsOf, withoutPatience } from './iam-removals.js';
import { scriptedRun, type RunReport } from './iam-scripted-run.js';
import { assemblyOf } from './local-run.js';

/**
 * What a permission taken away does, one at a time, in both stages. Survivors stand with their reason in the table;
 * UPDATE_IAM_SURVIVORS=1 writes it anew, and a survivor without a reason fails the test until somebody gives one.
 */
const TABLE = join(import.meta.dirname, '__golden__', 'iam-survivors.json');
const NO_REASON = 'give the reason';

interface StageTable {
  readonly tried: number;
  readonly noticed: number;
  readonly survivors: Readonly<Record<string, string>>;
}
type Stage = 'dev' | 'prod';

const RUNS_AT_ONCE = 4;
/** For some ninety runs of a second or two. */
const PATIENCE_MS = 600_000;

describe.each<Stage>(['dev', 'prod'])('The permissions of %s', (stage) => {
  let assembly: CloudAssembly;
  let whole: RunReport;
  beforeAll(async () => {
    assembly = withoutPatience(await readCloudAssembly(assemblyOf(stage)));
    whole = await scriptedRun(assembly);
  });

  it('are enough for the whole way', () => {
    expect(whole.failure).toBeUndefined();
    expect(whole.accesses.filter(({ allowed }) => !allowed)).toEqual([]);
  });

  it(
    'are missed when one is taken away, but for the survivors listed with their reason',
    async () => {
      const removals = removalsOf(assembly);
      const outcomes = await inTurn(removals, async (one) => ({
        name: one.name,
        failure: (await scriptedRun(one.from(assembly))).failure,
      }));
      const survivors = outcomes.filter(({ failure }) => failure === undefined).map(({ name }) => name);
      const table = readTable();
      const reasons = table[stage]?.survivors ?? {};
      const found: StageTable = {
        tried: removals.length,
        noticed: removals.length - survivors.length,
        survivors: Object.fromEntries(survivors.map((name) => [name, reasons[name] ?? NO_REASON])),
      };
      if (process.env['UPDATE_IAM_SURVIVORS']) writeTable({ ...table, [stage]: found });

      expect(found).toEqual(readTable()[stage]);
      expect(Object.values(found.survivors)).not.toContain(NO_REASON);
      for (const { failure } of outcomes) if (failure !== undefined) expect(failure).toMatch(/not authorized|assume/);
    },
    PATIENCE_MS,
  );
});

/** A few at a time: a run mostly waits. */
const inTurn = async <Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> => {
  const results: Result[] = [];
  const queue = [...items.entries()];
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) results[next[0]] = await work(next[1]);
  };
  await Promise.all(Array.from({ length: RUNS_AT_ONCE }, worker));
  return results;
};

const readTable = (): Readonly<Partial<Record<Stage, StageTable>>> =>
  JSON.parse(readFileSync(TABLE, 'utf8')) as Partial<Record<Stage, StageTable>>;

const writeTable = (table: object): void => {
  writeFileSync(TABLE, `${JSON.stringify(table, null, 2)}\n`);
};
