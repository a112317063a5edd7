import type { ChangeStream } from '../dynamodb/index.js';
import { requireStream, shardIdOf, validationError, type StreamsState } from './streams-state.js';

export interface DescribeStreamInput {
  readonly StreamArn: string;
  readonly Limit?: number;
  readonly ExclusiveStartShardId?: string;
  readonly ShardFilter?: unknown;
}

export interface DescribeStreamOutput {
  readonly StreamDescription: {
    readonly StreamArn: string;
    readonly StreamLabel: string;
    readonly StreamStatus: 'ENABLED';
    readonly StreamViewType: ChangeStream['viewType'];
    /** Seconds since the epoch. */
    readonly CreationRequestDateTime: number;
    readonly TableName: string;
    readonly KeySchema: ChangeStream['keySchema'];
    readonly Shards: readonly {
      readonly ShardId: string;
      readonly SequenceNumberRange: { readonly StartingSequenceNumber: string };
    }[];
  };
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_DescribeStream.html */
export const describeStream = (input: DescribeStreamInput, state: StreamsState): DescribeStreamOutput => {
  if (input.ShardFilter != null)
    throw validationError('The local cloud does not support the parameter ShardFilter of DescribeStream.');
  const stream = requireStream(input.StreamArn, state);
  const shard = {
    ShardId: shardIdOf(stream),
    SequenceNumberRange: { StartingSequenceNumber: stream.sequenceNumberOf(stream.trimmedThrough + 1) },
  };
  return {
    StreamDescription: {
      StreamArn: stream.arn,
      StreamLabel: stream.label,
      StreamStatus: 'ENABLED',
      StreamViewType: stream.viewType,
      CreationRequestDateTime: stream.createdAtMs / 1000,
      TableName: stream.tableName,
      KeySchema: stream.keySchema,
      Shards: input.ExclusiveStartShardId === shard.ShardId ? [] : [shard],
    },
  };
};
