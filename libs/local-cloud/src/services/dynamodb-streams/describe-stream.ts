import type { ChangeStream, StreamShard } from '../dynamodb/index.js';
import { checkLimit, requireStream, requireText, validationError, type StreamsState } from './streams-state.js';

const MAX_SHARDS = 100;

export interface DescribeStreamInput {
  readonly StreamArn: string;
  readonly Limit?: number;
  readonly ExclusiveStartShardId?: string;
  readonly ShardFilter?: unknown;
}

interface DescribedShard {
  readonly ShardId: string;
  readonly ParentShardId?: string;
  readonly SequenceNumberRange: { readonly StartingSequenceNumber: string; readonly EndingSequenceNumber?: string };
}

export interface DescribeStreamOutput {
  readonly StreamDescription: {
    readonly StreamArn: string;
    readonly StreamLabel: string;
    readonly StreamStatus: 'ENABLED' | 'DISABLED';
    readonly StreamViewType: ChangeStream['viewType'];
    /** Seconds since the epoch. */
    readonly CreationRequestDateTime: number;
    readonly TableName: string;
    readonly KeySchema: ChangeStream['keySchema'];
    readonly Shards: readonly DescribedShard[];
    /** Absent on the last page. */
    readonly LastEvaluatedShardId?: string;
  };
}

/**
 * Differs: a shard whose records were all trimmed is gone here at once, on AWS after a while.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_DescribeStream.html
 */
export const describeStream = (input: DescribeStreamInput, state: StreamsState): DescribeStreamOutput => {
  const limit = Math.min(checkLimit(input.Limit, MAX_SHARDS), MAX_SHARDS);
  const parentId = parentIn(input.ShardFilter);
  const stream = requireStream(input.StreamArn, state);
  const start = input.ExclusiveStartShardId ?? '';
  const shards = stream.shards.filter(
    (shard) => shard.id > start && (parentId === undefined || shard.parentId === parentId),
  );
  const page = shards.slice(0, limit);
  const last = page.at(-1);
  return {
    StreamDescription: {
      StreamArn: stream.arn,
      StreamLabel: stream.label,
      StreamStatus: stream.closedAtMs === undefined ? 'ENABLED' : 'DISABLED',
      StreamViewType: stream.viewType,
      CreationRequestDateTime: stream.createdAtMs / 1000,
      TableName: stream.tableName,
      KeySchema: stream.keySchema,
      Shards: page.map((shard) => describeShard(shard, stream)),
      ...(last && shards.length > limit && { LastEvaluatedShardId: last.id }),
    },
  };
};

const describeShard = (shard: StreamShard, stream: ChangeStream): DescribedShard => ({
  ShardId: shard.id,
  ...(shard.parentId !== undefined && { ParentShardId: shard.parentId }),
  SequenceNumberRange: {
    StartingSequenceNumber: stream.sequenceNumberOf(Math.max(shard.after, stream.trimmedIn(shard)) + 1),
    ...(shard.through !== undefined && { EndingSequenceNumber: stream.sequenceNumberOf(shard.through) }),
  },
});

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_ShardFilter.html */
const parentIn = (filter: unknown): string | undefined => {
  if (filter == null) return undefined;
  const { Type, ShardId } = filter as { readonly Type?: unknown; readonly ShardId?: unknown };
  if (Type !== 'CHILD_SHARDS')
    throw validationError(
      `1 validation error detected: Value '${String(Type)}' at 'shardFilter.type' failed to satisfy constraint: ` +
        'Member must satisfy enum value set: [CHILD_SHARDS]',
    );
  return requireText(ShardId, 'shardFilter.shardId');
};
