import type { DescribeStreamInput, DescribeStreamOutput, Shard as ShardDescription } from '@aws-sdk/client-kinesis';
import type { HashKeyRange } from './hash-key.js';
import { pageSize } from './page-size.js';
import { shardIdOf } from './shard-definition.js';
import type { Shard } from './shard.js';
import type { Streams } from './streams.js';

const PAGE = { usual: 100, most: 10_000 };

/** https://docs.aws.amazon.com/kinesis/latest/APIReference/API_DescribeStream.html */
export const describeStream = (input: DescribeStreamInput, streams: Streams): DescribeStreamOutput => {
  const { definition, shards } = streams.require(input);
  const { ExclusiveStartShardId: start = '' } = input;
  const limit = pageSize(input.Limit, 'limit', PAGE);
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

export const describeShard = (shard: Shard): ShardDescription => {
  const { id, hashKeys, startingSequenceNumber, endingSequenceNumber } = shard;
  const [parent, adjacentParent] = shard.definition.parents.map(shardIdOf);
  return {
    ShardId: id,
    ...(parent !== undefined && { ParentShardId: parent }),
    ...(adjacentParent !== undefined && { AdjacentParentShardId: adjacentParent }),
    HashKeyRange: describeHashKeys(hashKeys),
    SequenceNumberRange: {
      StartingSequenceNumber: startingSequenceNumber,
      ...(endingSequenceNumber !== undefined && { EndingSequenceNumber: endingSequenceNumber }),
    },
  };
};

export const describeHashKeys = ({ start, end }: HashKeyRange): ShardDescription['HashKeyRange'] => ({
  StartingHashKey: String(start),
  EndingHashKey: String(end),
});
