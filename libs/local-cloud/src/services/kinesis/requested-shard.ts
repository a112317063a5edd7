import { AwsError } from '@sales-cdc/aws-wire';
import { invalidArgument, validationError } from './kinesis-errors.js';
import { shardIdOf, type ShardDefinition } from './shard-definition.js';
import type { Stream } from './stream.js';

/** `shard … in stream … under account …`, as AWS's messages have it. */
export const inStream = (stream: Stream, accountId: string): string =>
  `in stream ${stream.definition.name} under account ${accountId}`;

/** The shard of that id, which must take records. Throws what SplitShard and MergeShards answer otherwise. */
export const requireOpenShard = (
  shards: readonly ShardDefinition[],
  shardId: string,
  streamText: string,
): ShardDefinition => {
  const shard = shards.find(({ index }) => shardIdOf(index) === shardId);
  if (!shard) throw new AwsError('ResourceNotFoundException', `Could not find shard ${shardId} ${streamText}.`);
  if (shard.closedAtMs !== undefined)
    throw invalidArgument(
      `Shard ${shardId} ${streamText} has already been merged or split, and thus is not eligible for merging or splitting.`,
    );
  return shard;
};

export const requireText = (value: string | undefined, member: string): string => {
  if (value === undefined) throw validationError(member, undefined, 'not be null');
  return value;
};

/** The shards of a stream on demand are AWS's to change. */
export const requireProvisioned = ({ definition }: Stream, accountId: string): void => {
  if (definition.mode === 'ON_DEMAND')
    throw new AwsError(
      'ValidationException',
      `Request is invalid. Stream ${definition.name} under account ${accountId} is in On-Demand mode.`,
    );
};
