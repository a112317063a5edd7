import type { DescribeStreamInput, DescribeStreamOutput, Shard as ShardDescription } from '@aws-sdk/client-kinesis';
import type { Shard } from './shard.js';
import type { Streams } from './streams.js';

const PAGE = 100;

/** https://docs.aws.amazon.com/kinesis/latest/APIReference/API_DescribeStream.html */
export const describeStream = (input: DescribeStreamInput, streams: Streams): DescribeStreamOutput => {
  const { definition, shards } = streams.require(input);
  const { ExclusiveStartShardId: start = '', Limit: limit = PAGE } = input;
  const rest = shards.filter(({ id }) => id > start);
  return {
    StreamDescription: {
      StreamName: definition.name,
      StreamARN: definition.arn,
      StreamStatus: 'ACTIVE',
      StreamModeDetails: { StreamMode: definition.mode },
      Shards: rest.slice(0, limit).map(describeShard),
      HasMoreShards: rest.length > limit,
      RetentionPeriodHours: definition.retentionHours,
      StreamCreationTimestamp: new Date(definition.createdAtMs),
      EnhancedMonitoring: [{ ShardLevelMetrics: [] }],
      EncryptionType: 'NONE',
    },
  };
};

export const describeShard = ({ id, hashKeys, startingSequenceNumber }: Shard): ShardDescription => ({
  ShardId: id,
  HashKeyRange: { StartingHashKey: String(hashKeys.start), EndingHashKey: String(hashKeys.end) },
  SequenceNumberRange: { StartingSequenceNumber: startingSequenceNumber },
});
