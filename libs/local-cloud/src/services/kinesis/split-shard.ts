import type { SplitShardInput } from '@aws-sdk/client-kinesis';
import { parseHashKey } from './hash-key.js';
import { invalidArgument, validationError } from './kinesis-errors.js';
import { inStream, requireOpenShard, requireProvisioned, requireText } from './requested-shard.js';
import { splitShard as split } from './resharding.js';
import type { Streams } from './streams.js';

/**
 * Differs: the children take records when this answers, and the stream never shows as UPDATING.
 * https://docs.aws.amazon.com/kinesis/latest/APIReference/API_SplitShard.html
 */
export const splitShard = async (input: SplitShardInput, streams: Streams): Promise<object> => {
  const { accountId, clock } = streams.context;
  const stream = streams.require(input);
  const shardId = requireText(input.ShardToSplit, 'shardToSplit');
  const text = requireText(input.NewStartingHashKey, 'newStartingHashKey');
  const hashKey = parseHashKey(text);
  if (hashKey === undefined)
    throw validationError('newStartingHashKey', text, 'satisfy regular expression pattern: 0|([1-9]\\d{0,38})');
  requireProvisioned(stream, accountId);
  const streamText = inStream(stream, accountId);
  await stream.reshard((shards) => {
    const parent = requireOpenShard(shards, shardId, streamText);
    if (hashKey <= parent.start + 1n || hashKey >= parent.end)
      throw invalidArgument(
        `NewStartingHashKey ${text} used in SplitShard() on shard ${shardId} ${streamText} is not both greater than one plus ` +
          `the shard's StartingHashKey ${String(parent.start)} and less than the shard's EndingHashKey ${String(parent.end)}.`,
      );
    return split(shards, parent, hashKey, clock.now());
  });
  return {};
};
