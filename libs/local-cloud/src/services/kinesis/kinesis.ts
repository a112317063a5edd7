import { BackgroundTask } from '../../core/background-task.js';
import type { CloudContext } from '../../core/cloud-context.js';
import { bindOperations, type Api } from '../../core/operation.js';
import type { CloudService } from '../../core/service.js';
import { createStream } from './create-stream.js';
import { deleteStream } from './delete-stream.js';
import { describeAccountSettings } from './describe-account-settings.js';
import { describeLimits } from './describe-limits.js';
import { describeStreamSummary } from './describe-stream-summary.js';
import { describeStream } from './describe-stream.js';
import { getRecords } from './get-records.js';
import { getShardIterator } from './get-shard-iterator.js';
import { listShards } from './list-shards.js';
import { listStreams } from './list-streams.js';
import { mergeShards } from './merge-shards.js';
import { streamProvisioner } from './provisioner.js';
import { putRecord } from './put-record.js';
import { putRecords } from './put-records.js';
import { SCALING_INTERVAL_MS, scaleOnDemand } from './scale-on-demand.js';
import { splitShard } from './split-shard.js';
import { decreaseStreamRetentionPeriod, increaseStreamRetentionPeriod } from './stream-retention-period.js';
import { addTagsToStream, listTagsForStream, removeTagsFromStream } from './stream-tags.js';
import { Streams } from './streams.js';
import { updateShardCount } from './update-shard-count.js';
import { updateStreamMode } from './update-stream-mode.js';

const operations = {
  AddTagsToStream: addTagsToStream,
  CreateStream: createStream,
  DecreaseStreamRetentionPeriod: decreaseStreamRetentionPeriod,
  DeleteStream: deleteStream,
  DescribeAccountSettings: describeAccountSettings,
  DescribeLimits: describeLimits,
  DescribeStream: describeStream,
  DescribeStreamSummary: describeStreamSummary,
  GetRecords: getRecords,
  GetShardIterator: getShardIterator,
  IncreaseStreamRetentionPeriod: increaseStreamRetentionPeriod,
  ListShards: listShards,
  ListStreams: listStreams,
  ListTagsForStream: listTagsForStream,
  MergeShards: mergeShards,
  PutRecord: putRecord,
  PutRecords: putRecords,
  RemoveTagsFromStream: removeTagsFromStream,
  SplitShard: splitShard,
  UpdateShardCount: updateShardCount,
  UpdateStreamMode: updateStreamMode,
};

/** The operations of Kinesis; data is a `Uint8Array` and time a `Date`, as in the SDK. */
export type KinesisApi = Api<typeof operations>;

export interface Kinesis extends CloudService {
  readonly api: KinesisApi;
  /**
   * How many records of the shard come after a sequence number; all that it still holds when none is given. Exact,
   * and costs nothing. Throws a ResourceNotFoundException for a stream or shard that is not there.
   */
  pendingAfter(streamName: string, shardId: string, sequenceNumber: string | undefined): Promise<number>;
}

const TRIM_INTERVAL_MS = 60 * 60 * 1000;

/** Kinesis Data Streams over the data directory's `kinesis` folder. A record is on disk when it is acknowledged. */
export const createKinesis = async (context: CloudContext): Promise<Kinesis> => {
  const streams = await Streams.open(context);
  const api = bindOperations(operations, streams);
  let tasks: readonly BackgroundTask[] = [];
  return {
    api,
    wire: {
      signingName: 'kinesis',
      protocols: [{ kind: 'json', version: '1.1', targetPrefix: 'Kinesis_20131202' }],
      schemas: () => import('@aws-sdk/client-kinesis'),
      operations: api,
    },
    provisioners: [streamProvisioner(streams)],
    start: async () => {
      if (tasks.length === 0) tasks = [trimTask(streams, context), scalingTask(streams, context)];
    },
    pendingAfter: async (StreamName, shardId, sequenceNumber) =>
      streams.require({ StreamName }).requireShard(shardId).countAfter(sequenceNumber),
    progress: async () =>
      streams.all().map(({ definition, counts }) => ({
        stage: 'Kinesis',
        resource: definition.name,
        counts: { ...counts },
        pending: 0,
      })),
    [Symbol.asyncDispose]: async () => {
      for (const task of tasks) await task[Symbol.asyncDispose]();
      await streams.close();
    },
  };
};

const trimTask = (streams: Streams, { clock, observer }: CloudContext): BackgroundTask =>
  new BackgroundTask(() => streams.trim(), {
    pauseMs: TRIM_INTERVAL_MS,
    clock,
    onError: (error) =>
      observer.problem?.({
        service: 'Kinesis',
        resource: 'streams',
        message: `Old records could not be removed: ${String(error)}`,
      }),
  });

const scalingTask = (streams: Streams, { clock, observer }: CloudContext): BackgroundTask => {
  let lookedAtMs = clock.elapsedMs();
  return new BackgroundTask(
    async () => {
      const elapsedMs = clock.elapsedMs() - lookedAtMs;
      lookedAtMs = clock.elapsedMs();
      if (elapsedMs > 0) for (const stream of streams.all()) await scaleOnDemand(stream, elapsedMs, clock);
    },
    {
      pauseMs: SCALING_INTERVAL_MS,
      clock,
      onError: (error) =>
        observer.problem?.({
          service: 'Kinesis',
          resource: 'streams',
          message: `An on-demand stream could not be scaled: ${String(error)}`,
        }),
    },
  );
};
