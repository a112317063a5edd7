import { Refusal } from '../refusal.js';
import { isServiceError } from '../shard-range/service-error.js';
import { shardsInOrder, type ShardInfo } from './shards-in-order.js';

/** A record as GetRecords of Kinesis gives it. */
interface KinesisRecord {
  readonly SequenceNumber?: string | undefined;
  readonly ApproximateArrivalTimestamp?: Date | undefined;
  readonly Data?: Uint8Array | undefined;
}

/** The operations of Kinesis that read all of a stream, in the shapes of the SDK. */
export interface StreamReader {
  DescribeStreamSummary(input: { readonly StreamName: string }): Promise<{
    readonly StreamDescriptionSummary?: { readonly RetentionPeriodHours?: number | undefined } | undefined;
  }>;
  ListShards(input: { readonly StreamName?: string; readonly NextToken?: string }): Promise<{
    readonly Shards?: readonly ShardInfo[] | undefined;
    readonly NextToken?: string | undefined;
  }>;
  GetShardIterator(input: {
    readonly StreamName: string;
    readonly ShardId: string;
    readonly ShardIteratorType: 'AT_TIMESTAMP';
    readonly Timestamp: Date;
  }): Promise<{ readonly ShardIterator?: string | undefined }>;
  GetRecords(input: { readonly ShardIterator: string }): Promise<{
    readonly Records?: readonly KinesisRecord[] | undefined;
    readonly NextShardIterator?: string | undefined;
    readonly MillisBehindLatest?: number | undefined;
  }>;
}

export interface ReadStreamOptions {
  readonly kinesis: StreamReader;
  readonly streamName: string;
  /** Records that arrived from then on are read, up to those that are there now; milliseconds since 1970. */
  readonly fromMs: number;
  readonly nowMs: number;
  /** Waits between two reads of a shard, of which AWS allows five in a second to all readers together. */
  readonly pause: () => Promise<void>;
}

export interface StreamPage {
  readonly shardId: string;
  readonly records: readonly { readonly sequenceNumber: string; readonly data: Uint8Array }[];
}

const HOUR_MS = 3_600_000;
const MOST_REFUSALS = 50;

/** The records of all shards from a moment on, a shard after its parents. */
export async function* readStream(options: ReadStreamOptions): AsyncGenerator<StreamPage> {
  for (const shardId of shardsInOrder(await allShards(options))) yield* readShard(shardId, options);
}

/** Throws a Refusal for a moment whose records the stream no longer has, and for one to come. */
export const checkMoment = async ({ kinesis, streamName, fromMs, nowMs }: ReadStreamOptions): Promise<void> => {
  const { StreamDescriptionSummary } = await kinesis.DescribeStreamSummary({ StreamName: streamName });
  const hours = StreamDescriptionSummary?.RetentionPeriodHours ?? 24;
  if (fromMs > nowMs) throw new Refusal(`${new Date(fromMs).toISOString()} is yet to come.`);
  if (fromMs < nowMs - hours * HOUR_MS)
    throw new Refusal(
      `The stream ${streamName} keeps ${hours} hours, so it no longer has all since ${new Date(fromMs).toISOString()}: replay those days from the lake.`,
    );
};

const allShards = async ({ kinesis, streamName }: ReadStreamOptions): Promise<readonly ShardInfo[]> => {
  const shards: ShardInfo[] = [];
  let NextToken: string | undefined;
  do {
    // A token names the stream, and AWS takes no name beside it.
    const page = await kinesis.ListShards(NextToken === undefined ? { StreamName: streamName } : { NextToken });
    shards.push(...(page.Shards ?? []));
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return shards;
};

async function* readShard(shardId: string, options: ReadStreamOptions): AsyncGenerator<StreamPage> {
  const { kinesis, streamName, fromMs, nowMs, pause } = options;
  let { ShardIterator: iterator } = await kinesis.GetShardIterator({
    StreamName: streamName,
    ShardId: shardId,
    ShardIteratorType: 'AT_TIMESTAMP',
    Timestamp: new Date(fromMs),
  });
  while (iterator !== undefined) {
    const { Records = [], NextShardIterator, MillisBehindLatest } = await patiently(iterator, options);
    const wanted = Records.filter(({ ApproximateArrivalTimestamp: at }) => at === undefined || at.getTime() <= nowMs);
    yield {
      shardId,
      records: wanted.map(({ SequenceNumber = '', Data = new Uint8Array() }) => ({
        sequenceNumber: SequenceNumber,
        data: Data,
      })),
    };
    // What arrives meanwhile is left to the pipeline.
    const isDone = wanted.length < Records.length || MillisBehindLatest === 0;
    iterator = isDone ? undefined : NextShardIterator;
    if (iterator !== undefined) await pause();
  }
}

const patiently = async (
  ShardIterator: string,
  { kinesis, pause }: ReadStreamOptions,
): ReturnType<StreamReader['GetRecords']> => {
  for (let refusals = 0; ; refusals++) {
    try {
      return await kinesis.GetRecords({ ShardIterator });
    } catch (error) {
      const isThrottle = isServiceError(error, ['ProvisionedThroughputExceededException', 'LimitExceededException']);
      if (!isThrottle || refusals === MOST_REFUSALS) throw error;
      await pause();
    }
  }
};
