import { AwsError } from '@sales-cdc/aws-wire';
import type { ChangeStream, StreamShard } from '../dynamodb/index.js';
import { formatShardIterator } from './shard-iterator.js';
import { requireShard, requireStream, requireText, validationError, type StreamsState } from './streams-state.js';

export interface GetShardIteratorInput {
  readonly StreamArn: string;
  readonly ShardId: string;
  readonly ShardIteratorType: 'TRIM_HORIZON' | 'LATEST' | 'AT_SEQUENCE_NUMBER' | 'AFTER_SEQUENCE_NUMBER';
  readonly SequenceNumber?: string;
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_GetShardIterator.html */
export const getShardIterator = (
  input: GetShardIteratorInput,
  state: StreamsState,
): { readonly ShardIterator: string } => {
  const stream = requireStream(input.StreamArn, state);
  const shard = requireShard(input.ShardId, stream);
  const afterPosition = startOf(input, shard, stream);
  const issuedAtMs = state.context.clock.now();
  return {
    ShardIterator: formatShardIterator({ streamArn: stream.arn, shardId: shard.id, afterPosition, issuedAtMs }),
  };
};

/** The position before the oldest change of the shard that can be read. */
export const startOfShard = (shard: StreamShard, stream: ChangeStream): number =>
  Math.min(Math.max(shard.after, stream.trimmedIn(shard)), shard.through ?? Infinity);

const startOf = (
  { ShardIteratorType: type, SequenceNumber }: GetShardIteratorInput,
  shard: StreamShard,
  stream: ChangeStream,
): number => {
  switch (type) {
    case 'TRIM_HORIZON':
      return startOfShard(shard, stream);
    case 'LATEST':
      return shard.through ?? stream.latest;
    case 'AT_SEQUENCE_NUMBER':
      return untrimmed(requirePosition(SequenceNumber, shard, stream) - 1, shard, stream);
    case 'AFTER_SEQUENCE_NUMBER':
      return untrimmed(requirePosition(SequenceNumber, shard, stream), shard, stream);
    default:
      throw validationError(
        `1 validation error detected: Value '${String(type)}' at 'shardIteratorType' failed to satisfy constraint: ` +
          'Member must satisfy enum value set: [AFTER_SEQUENCE_NUMBER, LATEST, AT_SEQUENCE_NUMBER, TRIM_HORIZON]',
      );
  }
};

const requirePosition = (sequenceNumber: string | undefined, shard: StreamShard, stream: ChangeStream): number => {
  const position = stream.positionOf(requireText(sequenceNumber, 'sequenceNumber'));
  if (position !== undefined && position > shard.after && position <= (shard.through ?? Infinity)) return position;
  throw validationError(
    `Invalid SequenceNumber: ${String(sequenceNumber)} was never given out by the shard ${shard.id} of the stream ${stream.arn}`,
  );
};

/** Differs: one may go on after a trimmed record as long as nothing after it is trimmed, since nothing is missed. */
const untrimmed = (afterPosition: number, shard: StreamShard, stream: ChangeStream): number => {
  if (afterPosition >= startOfShard(shard, stream)) return afterPosition;
  throw trimmedDataAccess();
};

export const trimmedDataAccess = (): AwsError =>
  new AwsError(
    'TrimmedDataAccessException',
    'The operation attempted to read past the oldest stream record in a shard; records are kept for 24 hours',
  );
