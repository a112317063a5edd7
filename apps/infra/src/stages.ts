import { Duration, Size } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';

/**
 * How Firehose collects changes before it writes an object.
 *
 * `arrival` keeps one buffer and files a sale under the day it arrived; `sale` (dynamic partitioning) keeps a buffer for
 * each day of sale, of 64 MiB and 60 s at least. AWS lets neither be turned into the other on an existing delivery stream.
 */
export interface DeliverySettings {
  readonly partitionedBy: 'arrival' | 'sale';
  readonly bufferSize: Size;
  readonly bufferInterval: Duration;
  /** How long records wait to be sent to the transform together; they are sent earlier when they reach 1 MiB. */
  readonly transformInterval: Duration;
}

/** What differs between one deployment of the pipeline and another; its name is part of every physical name. */
export interface Stage {
  readonly name: string;
  /** Shards of the change stream, or `on-demand` to let AWS scale them. */
  readonly shards: number | 'on-demand';
  readonly delivery: DeliverySettings;
  /** Whether data outlives the stack: if so, tables and buckets are retained, protected and backed up. */
  readonly retainData: boolean;
  readonly logRetention: RetentionDays;
  /** A query that would read more than this is stopped. */
  readonly scanLimit: Size;
  /** From which total amount on a sale is alerted of, by currency, in plain digits; other currencies never are. */
  readonly alertThresholds: Readonly<Record<string, string>>;
}

/** Rows in seconds, and nothing left behind when the stack is destroyed. */
const dev: Stage = {
  name: 'dev',
  shards: 1,
  delivery: {
    partitionedBy: 'arrival',
    bufferSize: Size.mebibytes(5),
    bufferInterval: Duration.seconds(0),
    transformInterval: Duration.seconds(0),
  },
  retainData: false,
  logRetention: RetentionDays.ONE_WEEK,
  scanLimit: Size.gibibytes(1),
  alertThresholds: { EUR: '2000', GBP: '1800', CHF: '2000', USD: '2200', PLN: '8600' },
};

/** Few, large objects partitioned by when the sale happened, and data that survives a mistake. */
const prod: Stage = {
  name: 'prod',
  shards: 'on-demand',
  delivery: {
    partitionedBy: 'sale',
    bufferSize: Size.mebibytes(64),
    bufferInterval: Duration.seconds(60),
    transformInterval: Duration.seconds(60),
  },
  retainData: true,
  logRetention: RetentionDays.THREE_MONTHS,
  scanLimit: Size.gibibytes(100),
  alertThresholds: { EUR: '10000', GBP: '9000', CHF: '10000', USD: '11000', PLN: '43000' },
};

/** Every stage that can be synthesized; the first is the default. cdk.json lists the same names for Nx. */
export const STAGES: readonly [Stage, ...Stage[]] = [dev, prod];

/** The stage of that name, or the default when no name is given. Throws one sentence for a name that is no stage. */
export const stageNamed = (name: unknown): Stage => {
  if (name === undefined) return STAGES[0];
  const stage = STAGES.find((one) => one.name === name);
  if (!stage)
    throw new Error(`There is no stage ${JSON.stringify(name)}; choose ${STAGES.map((one) => one.name).join(' or ')}.`);
  return stage;
};
