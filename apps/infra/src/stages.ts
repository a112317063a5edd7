import { type Stage } from '@sales-cdc/cdc-constructs';
import { Duration, Size } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';

/** A stage of the pipeline of sales, which tells of those of high value. */
export interface SalesStage extends Stage {
  /** From which total amount on a sale is alerted of, by currency, in plain digits; other currencies never are. */
  readonly alertThresholds: Readonly<Record<string, string>>;
}

/** Rows in seconds, and nothing left behind when the stack is destroyed. */
const dev: SalesStage = {
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
const prod: SalesStage = {
  name: 'prod',
  shards: 'on-demand',
  delivery: {
    partitionedBy: 'event',
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
export const STAGES: readonly [SalesStage, ...SalesStage[]] = [dev, prod];

/** The stage of that name, or the default when no name is given. Throws one sentence for a name that is no stage. */
export const stageNamed = (name: unknown): SalesStage => {
  if (name === undefined) return STAGES[0];
  const stage = STAGES.find((one) => one.name === name);
  if (!stage)
    throw new Error(`There is no stage ${JSON.stringify(name)}; choose ${STAGES.map((one) => one.name).join(' or ')}.`);
  return stage;
};
