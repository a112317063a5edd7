import { Duration, Size } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';

/**
 * How Firehose collects changes before it writes an object.
 *
 * `arrival` keeps one buffer and files a change under the day it arrived; `event` (dynamic partitioning) keeps a buffer
 * for each day of the event, of 64 MiB and 60 s at least. AWS lets neither be turned into the other on an existing
 * delivery stream.
 */
export interface DeliverySettings {
  readonly partitionedBy: 'arrival' | 'event';
  readonly bufferSize: Size;
  readonly bufferInterval: Duration;
  /** How long records wait to be sent to the transform together; they are sent earlier when they reach 1 MiB. */
  readonly transformInterval: Duration;
}

/** What differs between one deployment of a pipeline and another; its name is part of every physical name. */
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
}

/** A stage by what matters about it; the rest is {@link completeStage}'s. */
export type StageDescription = Pick<Stage, 'name' | 'retainData'> & Partial<Stage>;

/** The stage with what was not said filled in: rows in seconds through one shard, logs for a week, queries up to 1 GiB. */
export const completeStage = (stage: StageDescription): Stage => ({
  shards: 1,
  delivery: {
    partitionedBy: 'arrival',
    bufferSize: Size.mebibytes(5),
    bufferInterval: Duration.seconds(0),
    transformInterval: Duration.seconds(0),
  },
  logRetention: RetentionDays.ONE_WEEK,
  scanLimit: Size.gibibytes(1),
  ...stage,
});
