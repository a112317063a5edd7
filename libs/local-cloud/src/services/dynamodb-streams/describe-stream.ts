import type { ChangeStream } from '../dynamodb/index.js';
import {
  checkLimit,
  requireStream,
  requireText,
  shardIdOf,
  validationError,
  type StreamsState,
} from './streams-state.js';

const MAX_SHARDS = 100;

export interface DescribeStreamInput {
  readonly StreamArn: string;
  readonly Limit?: number;
  readonly ExclusiveStartShardId?: string;
  readonly ShardFilter?: unknown;
}

interface StreamShard {
  readonly ShardId: string;
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
    readonly Shards: readonly StreamShard[];
  };
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_DescribeStream.html */
export const describeStream = (input: DescribeStreamInput, state: StreamsState): DescribeStreamOutput => {
  checkLimit(input.Limit, MAX_SHARDS);
  const wantsChildren = checkFilter(input.ShardFilter);
  const stream = requireStream(input.StreamArn, state);
  const shard = describeShard(stream);
  // The one shard has no children, and nothing comes after it.
  const isLeftOut = wantsChildren || input.ExclusiveStartShardId === shard.ShardId;
  return {
    StreamDescription: {
      StreamArn: stream.arn,
      StreamLabel: stream.label,
      StreamStatus: stream.closedAtMs === undefined ? 'ENABLED' : 'DISABLED',
      StreamViewType: stream.viewType,
      CreationRequestDateTime: stream.createdAtMs / 1000,
      TableName: stream.tableName,
      KeySchema: stream.keySchema,
      Shards: isLeftOut ? [] : [shard],
    },
  };
};

const describeShard = (stream: ChangeStream): StreamShard => ({
  ShardId: shardIdOf(stream),
  SequenceNumberRange: {
    StartingSequenceNumber: stream.sequenceNumberOf(stream.trimmedThrough + 1),
    ...(stream.closedAtMs !== undefined && { EndingSequenceNumber: stream.sequenceNumberOf(stream.latest) }),
  },
});

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_ShardFilter.html */
const checkFilter = (filter: unknown): boolean => {
  if (filter == null) return false;
  const { Type, ShardId } = filter as { readonly Type?: unknown; readonly ShardId?: unknown };
  if (Type !== 'CHILD_SHARDS')
    throw validationError(
      `1 validation error detected: Value '${String(Type)}' at 'shardFilter.type' failed to satisfy constraint: ` +
        'Member must satisfy enum value set: [CHILD_SHARDS]',
    );
  requireText(ShardId, 'shardFilter.shardId');
  return true;
};
