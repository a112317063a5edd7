import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CloudAssembly } from '@sales-cdc/cfn-template';
import {
  startLocalCloud,
  SystemClock,
  type AccessDecided,
  type CloudObserver,
  type LocalCloud,
} from '@sales-cdc/local-cloud';

const LAMBDA_RUNTIME = pathToFileURL(
  join(import.meta.dirname, '..', '..', '..', 'libs', 'local-cloud', 'runtime', 'lambda-runtime.mjs'),
);
/** Intervals of the template pass so much faster; buffers, polls and retries are what a run waits for. */
const TIME_SCALE = 200;

export interface RunReport {
  /** Everything that somebody was found out to want to do. */
  readonly accesses: readonly AccessDecided[];
  /** What a person would see first: why the template cannot be created, or what IAM denied; undefined when all went well. */
  readonly failure: string | undefined;
}

/**
 * Sends through the pipeline what takes every way there is: good sales to the lake, a record that is no sale to the
 * error output, one that Kinesis does not take to the dead-letter queue, an alert to its topic; has the lake crawled twice; and waits until all
 * is done or IAM has denied something.
 */
export const scriptedRun = async (assembly: CloudAssembly): Promise<RunReport> => {
  const watch = new Watch();
  try {
    await inCloud(assembly, watch, async (cloud) => {
      await sendSales(cloud);
      await watch.untilFailureOr(() => hasArrived(cloud));
      // The second crawl finds a table and partitions where the first made them.
      for (let crawl = 1; crawl <= 2; crawl++) await crawlAll(cloud, watch);
    });
  } catch (error) {
    watch.fail(error);
  }
  return watch.report;
};

/** Lets an assembly run in this process, with time that flies, for as long as the work takes. */
export const inCloud = async (
  assembly: CloudAssembly,
  observer: CloudObserver,
  work: (cloud: LocalCloud) => Promise<void>,
): Promise<void> => {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'iam-'));
  const defects: unknown[] = [];
  try {
    await using cloud = await startLocalCloud({
      assembly,
      clock: new SystemClock(TIME_SCALE),
      dataDirectory,
      port: 0,
      limits: 'lifted',
      observer,
      lambdaRuntime: LAMBDA_RUNTIME,
      onDefect: (error) => defects.push(error),
    });
    await work(cloud);
  } finally {
    await rm(dataDirectory, { recursive: true, force: true });
  }
  if (defects.length > 0) throw new AggregateError(defects, 'The local cloud has defects.');
};

/** Sees what IAM decides and remembers the first failure. */
class Watch {
  readonly #clock = new SystemClock();
  readonly #accesses: AccessDecided[] = [];
  #failure: string | undefined;

  get report(): RunReport {
    return { accesses: this.#accesses, failure: this.#failure };
  }

  readonly fail = (error: unknown): void => {
    this.#failure ??= error instanceof Error ? error.message : String(error);
  };

  readonly accessDecided = (access: AccessDecided): void => {
    this.#accesses.push(access);
  };

  readonly problem = ({ service, message }: { readonly service: string; readonly message: string }): void => {
    if (service === 'IAM') this.fail(message);
  };

  async untilFailureOr(isOver: () => Promise<boolean>): Promise<void> {
    while (this.#failure === undefined && !(await isOver())) await this.#clock.sleep(5);
  }
}

const crawlAll = async ({ apis: { glue }, provisioned }: LocalCloud, watch: Watch): Promise<void> => {
  for (const { type, physicalId: Name } of provisioned.resources) {
    if (type !== 'AWS::Glue::Crawler') continue;
    if (watch.report.failure === undefined) await glue.StartCrawler({ Name });
    await watch.untilFailureOr(async () => (await glue.GetCrawler({ Name })).Crawler?.State === 'READY');
  }
};

/** Two good sales, one of them high enough for an alert in every stage, one that is none, one that is too large for Kinesis. */
export const sendSales = async (cloud: LocalCloud): Promise<void> => {
  const { apis } = cloud;
  const TableName = outputOf(cloud, 'TableName');
  const items = [
    sale('good-1'),
    { ...sale('good-2'), quantity: { N: '20' } },
    { sale_id: { S: 'no-sale' } },
    tooLarge('too-large'),
  ];
  for (const Item of items) await apis.dynamodb.PutItem({ TableName, Item });
};

/** What a stack gives under a name. */
export const outputOf = ({ provisioned }: LocalCloud, name: string): string =>
  String(Object.values(provisioned.outputs).find((stack) => name in stack)?.[name]?.value);

const sale = (id: string) => ({
  sale_id: { S: id },
  product_id: { S: 'P-1' },
  product_name: { S: 'Laptop' },
  quantity: { N: '1' },
  unit_price: { N: '999.90' },
  currency: { S: 'EUR' },
  status: { S: 'COMPLETED' },
  version: { N: '1' },
  creation_datetime: { S: '2026-11-20T12:00:00.000Z' },
});

/** As JSON each of its characters takes six bytes, which makes more than the mebibyte that Kinesis takes. */
const tooLarge = (id: string) => ({ sale_id: { S: id }, note: { S: '\u0001'.repeat(300_000) } });

const hasArrived = async (cloud: LocalCloud): Promise<boolean> => {
  const stages = await cloud.progress();
  const sum = (count: string): number => stages.reduce((total, { counts }) => total + (counts[count] ?? 0), 0);
  const alerts = stages.find(({ stage, resource }) => stage === 'SNS' && resource.startsWith('sales-alerts-'));
  const firehose = stages.find(({ stage }) => stage === 'Firehose')?.counts ?? {};
  return (
    stages.every(({ pending }) => pending === 0) &&
    sum('deadLettered') === 1 &&
    (alerts?.counts['published'] ?? 0) >= 1 &&
    (firehose['delivered'] ?? 0) >= 2 &&
    (firehose['failed'] ?? 0) >= 1
  );
};
