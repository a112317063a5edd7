import type {
  GetRecordsInput,
  GetRecordsOutput,
  GetShardIteratorInput,
  GetShardIteratorOutput,
  ListShardsInput,
  ListShardsOutput,
  _Record as KinesisRecord,
} from '@aws-sdk/client-kinesis';
import type { StreamEvent } from './stream-event.js';
import type { SourceShard, StreamSource } from './stream-source.js';

/** What a consumer of a Kinesis stream needs of Kinesis. */
export interface KinesisReadPort {
  ListShards(input: ListShardsInput): Promise<ListShardsOutput>;
  GetShardIterator(input: GetShardIteratorInput): Promise<GetShardIteratorOutput>;
  GetRecords(input: GetRecordsInput): Promise<GetRecordsOutput>;
  /** How many records of the shard come after that one; all that it holds when there is none. */
  pendingAfter(streamName: string, shardId: string, sequenceNumber: string | undefined): Promise<number>;
}

const MAXIMUM_RECORDS = 1000;

/** A Kinesis stream as pollers see it. `eventOf` makes the event, or nothing of what the filter does not take. */
export const kinesisSource = (
  streamArn: string,
  kinesis: KinesisReadPort,
  eventOf: (record: KinesisRecord, shardId: string) => StreamEvent | undefined,
): StreamSource => {
  const streamName = streamArn.split('/').at(-1) ?? '';
  return {
    label: streamName,
    shards: () => listShards(streamArn, kinesis),
    async iterator(ShardId, after) {
      const place: Pick<GetShardIteratorInput, 'ShardIteratorType' | 'StartingSequenceNumber'> =
        after === undefined
          ? { ShardIteratorType: 'TRIM_HORIZON' }
          : { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', StartingSequenceNumber: after };
      const { ShardIterator = '' } = await kinesis.GetShardIterator({
        StreamARN: streamArn,
        ShardId,
        ...place,
      });
      return ShardIterator;
    },
    async read(shardId, iterator) {
      const { Records = [], NextShardIterator: nextIterator } = await kinesis.GetRecords({
        StreamARN: streamArn,
        ShardIterator: iterator,
        Limit: MAXIMUM_RECORDS,
      });
      const records = Records.map((record) => ({
        sequenceNumber: record.SequenceNumber ?? '',
        createdAtMs: record.ApproximateArrivalTimestamp?.getTime() ?? 0,
        event: eventOf(record, shardId),
      }));
      return { records, nextIterator };
    },
    pendingAfter: (shardId, sequenceNumber) => kinesis.pendingAfter(streamName, shardId, sequenceNumber),
  };
};

const listShards = async (streamArn: string, kinesis: KinesisReadPort): Promise<readonly SourceShard[]> => {
  const shards: SourceShard[] = [];
  let next: string | undefined;
  do {
    const page = await kinesis.ListShards(next === undefined ? { StreamARN: streamArn } : { NextToken: next });
    for (const { ShardId = '', ParentShardId, AdjacentParentShardId } of page.Shards ?? [])
      shards.push({ shardId: ShardId, parentIds: [ParentShardId, AdjacentParentShardId].flatMap((one) => one ?? []) });
    next = page.NextToken;
  } while (next !== undefined);
  return shards;
};
