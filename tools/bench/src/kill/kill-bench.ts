import { seededRandom } from '../random/seeded-random.js';
import { audit, type Audit } from './audit.js';
import { killLoop } from './kill-loop.js';
import { readLakeChanges } from './lake-changes.js';
import { load } from './load.js';
import { localClients, type LocalClients } from '../local-run/local-clients.js';
import { LocalProcess, whenReady, type LocalProcessOptions } from '../local-run/local-process.js';
import { saleTable } from './sale-table.js';
import { stackOutputs } from './stack-outputs.js';
import { WriteLog } from './write-log.js';

export interface KillBenchOptions extends LocalProcessOptions {
  readonly times: number;
  readonly seed: number;
  /** Writes per second, at most. */
  readonly rate: number;
  readonly longestLifeMs: number;
  readonly say: (line: string) => void;
}

export interface KillBenchResult extends Audit {
  readonly acknowledged: number;
  readonly inDoubt: number;
  /** What the local run itself found when it held its table against `sales_current`. */
  readonly reconciled: { readonly lost: number; readonly duplicates: number };
}

const STACK = 'sales-cdc-dev';
const TOLD_EVERY = 10;

/** Kills the local run under load as often as asked, then drains it and holds the lake against what was acknowledged. */
export const killBench = async (options: KillBenchOptions): Promise<KillBenchResult> => {
  const clients = localClients(options.port);
  const log = new WriteLog();
  await killUnderLoad(options, clients, log);
  options.say('draining and reconciling');
  const reconciled = await reconcile(options);
  const rows = await whileServed(options, clients, (outputs) =>
    readLakeChanges(clients.s3, outputs.get('LakeBucketName') ?? ''),
  );
  return { ...audit(log, rows), acknowledged: log.acknowledged.size, inDoubt: log.inDoubt.size, reconciled };
};

const killUnderLoad = async (options: KillBenchOptions, clients: LocalClients, log: WriteLog): Promise<void> => {
  const stop = new AbortController();
  let writing = Promise.resolve();
  const onReady = async (): Promise<void> => {
    const outputs = await stackOutputs(clients.cloudFormation, STACK);
    const table = saleTable(clients.dynamodb, outputs?.get('TableName') ?? '');
    writing = load({ ...options, table, log, stop: stop.signal });
  };
  await killLoop({
    ...options,
    random: seededRandom(options.seed),
    isReady: async () => (await stackOutputs(clients.cloudFormation, STACK)) !== undefined,
    onReady,
    onKill: (count, { since, afterMs }) => {
      if (count % TOLD_EVERY === 0)
        options.say(
          `kill ${count}, ${afterMs} ms after ${since}: ${log.acknowledged.size} changes acknowledged so far`,
        );
    },
  });
  stop.abort();
  await writing;
};

/** Lets the run deliver what its directory holds and reconcile, as a user would. */
const reconcile = async (options: KillBenchOptions): Promise<KillBenchResult['reconciled']> => {
  const { code, words } = await new LocalProcess(options, '--sales', '0', '--exit', '--json').ended();
  const last = words.trimEnd().split('\n').at(-1) ?? '';
  if (!last.startsWith('{')) throw new Error(`The last run gave no summary, code ${String(code)}:\n${words}`);
  const { lost, duplicates } = JSON.parse(last) as KillBenchResult['reconciled'];
  return { lost, duplicates };
};

const whileServed = async <Result>(
  options: KillBenchOptions,
  { cloudFormation }: LocalClients,
  ask: (outputs: ReadonlyMap<string, string>) => Promise<Result>,
): Promise<Result> => {
  const run = new LocalProcess(options, '--no-sales');
  try {
    await whenReady(run, async () => (await stackOutputs(cloudFormation, STACK)) !== undefined);
    return await ask((await stackOutputs(cloudFormation, STACK)) ?? new Map<string, string>());
  } finally {
    await run.kill();
  }
};
