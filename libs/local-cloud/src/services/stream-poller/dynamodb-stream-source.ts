import type { StreamEvent } from './stream-event.js';
import type { SourceShard, StreamSource } from './stream-source.js';

/** A record of a DynamoDB stream, in the JSON of the wire. Members that are not known here are passed on. */
export interface StreamRecord {
  readonly eventID: string;
  readonly eventName: string;
  readonly dynamodb: {
    /** Seconds. */
    readonly ApproximateCreationDateTime: number;
    readonly SequenceNumber: string;
    /** Of the item. */
    readonly Keys?: unknown;
  };
}

export interface StreamShard {
  readonly ShardId: string;
  readonly ParentShardId?: string | undefined;
}

/** The operations of DynamoDB Streams, in the JSON of the wire. */
export interface StreamsPort {
  DescribeStream(input: { StreamArn: string; ExclusiveStartShardId?: string }): Promise<{
    readonly StreamDescription: {
      readonly Shards: readonly StreamShard[];
      readonly LastEvaluatedShardId?: string | undefined;
    };
  }>;
  GetShardIterator(input: {
    StreamArn: string;
    ShardId: string;
    ShardIteratorType: 'TRIM_HORIZON' | 'AFTER_SEQUENCE_NUMBER';
    SequenceNumber?: string;
  }): Promise<{ readonly ShardIterator: string }>;
  GetRecords(input: { ShardIterator: string; Limit?: number }): Promise<{
    readonly Records: readonly StreamRecord[];
    readonly NextShardIterator?: string | undefined;
  }>;
  /** How many records come after that one; all, when none is named. */
  pendingAfter(streamArn: string, sequenceNumber: string | undefined, shardId?: string): Promise<number>;
}

const MAXIMUM_RECORDS = 1000;

/** A DynamoDB stream as pollers see it. `eventOf` makes the event, or nothing of what the filter does not take. */
export const dynamoDbStreamSource = (
  streamArn: string,
  streams: StreamsPort,
  eventOf: (record: StreamRecord) => StreamEvent | undefined,
): StreamSource => ({
  label: streamArn.split('/').at(-1) ?? '',
  shards: () => listShards(streamArn, streams),
  async iterator(ShardId, after) {
    const place =
      after === undefined
        ? ({ ShardIteratorType: 'TRIM_HORIZON' } as const)
        : ({ ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: after } as const);
    return (await streams.GetShardIterator({ StreamArn: streamArn, ShardId, ...place })).ShardIterator;
  },
  async read(_shardId, iterator) {
    const { Records, NextShardIterator } = await streams.GetRecords({
      ShardIterator: iterator,
      Limit: MAXIMUM_RECORDS,
    });
    const records = Records.map((record) => ({
      sequenceNumber: record.dynamodb.SequenceNumber,
      createdAtMs: record.dynamodb.ApproximateCreationDateTime * 1000,
      event: eventOf(record),
    }));
    return { records, nextIterator: NextShardIterator };
  },
  pendingAfter: (shardId, sequenceNumber) => streams.pendingAfter(streamArn, sequenceNumber, shardId),
});

const listShards = async (
  streamArn: string,
  streams: Pick<StreamsPort, 'DescribeStream'>,
): Promise<readonly SourceShard[]> => {
  const shards: SourceShard[] = [];
  let after: string | undefined;
  do {
    const { StreamDescription: page } = await streams.DescribeStream({
      StreamArn: streamArn,
      ...(after !== undefined && { ExclusiveStartShardId: after }),
    });
    for (const { ShardId: shardId, ParentShardId: parent } of page.Shards)
      shards.push({ shardId, parentIds: parent === undefined ? [] : [parent] });
    after = page.LastEvaluatedShardId;
  } while (after !== undefined);
  return shards;
};
