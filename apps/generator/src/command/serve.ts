import type { Sale } from '@sales-cdc/sales-event';
import type { Clock } from '../clock.js';
import { fileSales } from '../file/file-sales.js';
import { rejoined } from '../file/rejoined.js';
import { isBadLine, type BadLine } from '../file/row.js';
import { first } from '../lives/first.js';
import { saleLives } from '../lives/sale-lives.js';
import { reportProgress } from '../progress/report-progress.js';
import type { Reporter } from '../progress/reporter.js';
import { seededRandom } from '../random/seeded-random.js';
import { syntheticSales } from '../synthetic/synthetic-sales.js';
import { explain } from '../table/explain.js';
import { LARGEST_BATCH, type SalesTable } from '../table/sales-table.js';
import type { Target } from '../table/target.js';
import { noCounts, type Counts } from '../writing/counts.js';
import { paced } from '../writing/pace.js';
import { runSteps } from '../writing/run-steps.js';
import { SaleWriter } from '../writing/sale-writer.js';
import { stepsOf } from '../writing/steps.js';
import type { ServeOptions } from './serve-options.js';

/** The world outside of a run. */
export interface ServePorts {
  readonly table: SalesTable;
  /** Where that table is. */
  readonly target: Target;
  readonly clock: Clock;
  readonly reporter: Reporter;
  /** A number from 0 up to 1 that nobody can foretell: for the default seed and for jitter. */
  readonly chance: () => number;
  readonly readBytes: (path: string) => AsyncIterable<Uint8Array>;
  /** Aborted: write nothing new, wait for what is under way, and sum up. */
  readonly stop: AbortSignal;
}

/** Seeds that are drawn stay below this, so that they are short enough to be typed again. */
const SEEDS = 2 ** 40;

/** Above this many writes a second new sales go in batches, each gathered for no longer than 10 ms. */
const RATE_OF_SINGLES = 100;

/** Runs `generator serve` to its end and returns the exit code: 0, or 1 when a write or the file failed. What happens goes to the reporter. */
export const serve = async (options: ServeOptions, ports: ServePorts): Promise<0 | 1> => {
  const { table, target, clock, reporter } = ports;
  const seed = options.seed ?? Math.floor(ports.chance() * SEEDS);
  const counts = noCounts();
  let sales: AsyncIterable<Sale> | Iterable<Sale>;
  try {
    await table.check();
    sales = await salesOf(options, seed, counts, ports);
  } catch (error) {
    reporter.note(explain(error, target));
    return 1;
  }
  const startMs = clock.now();
  reporter.started({ table: target.table, endpoint: target.connection.config.endpoint, seed, from: options.from });
  const failure = await whileReporting(counts, ports, () => writeAll(sales, options, seed, counts, ports));
  if (counts.existing > 0)
    reporter.note(`Left as they are, because the table held their ids already: ${counts.existing}.`);
  if (failure !== undefined) reporter.note(explain(failure.error, target));
  reporter.done(counts, clock.now() - startMs);
  return failure === undefined ? 0 : 1;
};

/** Gives the error of the work, if any, once the last progress has been told. */
const whileReporting = async (
  counts: Counts,
  { reporter, clock }: ServePorts,
  work: () => Promise<void>,
): Promise<{ readonly error: unknown } | undefined> => {
  const finished = new AbortController();
  const reporting = reportProgress(counts, reporter, clock, finished.signal);
  try {
    await work();
    return undefined;
  } catch (error) {
    return { error };
  } finally {
    finished.abort();
    await reporting;
  }
};

const writeAll = async (
  sales: AsyncIterable<Sale> | Iterable<Sale>,
  options: ServeOptions,
  seed: number,
  counts: Counts,
  ports: ServePorts,
): Promise<void> => {
  const { table, clock, chance, stop } = ports;
  const failed = new AbortController();
  const random = seededRandom(seed, 2);
  const lives = saleLives(first(sales, options.sales), { ...options, random });
  const changes = paced(lives, options.rate, clock, AbortSignal.any([stop, failed.signal]));
  const persistence = {
    sleep: (intervalMs: number) => clock.sleep(intervalMs),
    random: chance,
    onRetry: () => {
      counts.retried += 1;
    },
  };
  // Only a seed that has just been drawn makes ids that no table can hold yet.
  const areIdsNew = options.seed === undefined && options.from === undefined;
  const writer = new SaleWriter(table, counts, persistence, areIdsNew);
  const write = (step: Parameters<typeof writer.write>[0]) =>
    writer.write(step).catch((error: unknown) => {
      failed.abort();
      throw error;
    });
  await runSteps(stepsOf(changes, batchSize(options.rate)), write, options.concurrency);
};

/** The new sales. A file is opened, and its columns are looked at, before this returns. */
const salesOf = async (
  { from }: ServeOptions,
  seed: number,
  counts: Counts,
  { clock, reporter, readBytes }: ServePorts,
): Promise<AsyncIterable<Sale> | Iterable<Sale>> => {
  if (from === undefined) return syntheticSales(seed, () => clock.now());
  const lines = fileSales(readBytes(from));
  const head = await lines.next();
  return goodLines(rejoined(head, lines), (bad) => {
    counts.skipped += 1;
    reporter.skipped(bad);
  });
};

async function* goodLines(
  lines: AsyncIterable<Sale | BadLine>,
  onBadLine: (bad: BadLine) => void,
): AsyncGenerator<Sale> {
  for await (const line of lines) {
    if (isBadLine(line)) onBadLine(line);
    else yield line;
  }
}

const batchSize = (rate: number | undefined): number =>
  rate === undefined ? LARGEST_BATCH : Math.min(Math.max(Math.floor(rate / RATE_OF_SINGLES), 1), LARGEST_BATCH);
