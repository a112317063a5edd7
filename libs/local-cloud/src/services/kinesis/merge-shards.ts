import type { MergeShardsInput } from '@aws-sdk/client-kinesis';
import { invalidArgument } from './kinesis-errors.js';
import { inStream, requireOpenShard, requireProvisioned, requireText } from './requested-shard.js';
import { areAdjacent, mergeShards as merge } from './resharding.js';
import type { Streams } from './streams.js';

/**
 * Differs: the child takes records when this answers, and the stream never shows as UPDATING.
 * https://docs.aws.amazon.com/kinesis/latest/APIReference/API_MergeShards.html
 */
export const mergeShards = async (input: MergeShardsInput, streams: Streams): Promise<object> => {
  const { accountId, clock } = streams.context;
  const stream = streams.require(input);
  const shardId = requireText(input.ShardToMerge, 'shardToMerge');
  const adjacentId = requireText(input.AdjacentShardToMerge, 'adjacentShardToMerge');
  requireProvisioned(stream, accountId);
  const streamText = inStream(stream, accountId);
  await stream.reshard((shards) => {
    const shard = requireOpenShard(shards, shardId, streamText);
    const adjacent = requireOpenShard(shards, adjacentId, streamText);
    if (!areAdjacent(shard, adjacent))
      throw invalidArgument(
        `Shards ${shardId} and ${adjacentId} ${streamText} are not an adjacent pair of shards eligible for merging`,
      );
    return merge(shards, shard, adjacent, clock.now());
  });
  return {};
};
