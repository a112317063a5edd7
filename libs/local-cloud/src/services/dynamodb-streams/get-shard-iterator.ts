import { AwsError } from '@sales-cdc/aws-wire';
import type { ChangeStream } from '../dynamodb/index.js';
import { formatShardIterator } from './shard-iterator.js';
import { requireStream, requireText, shardIdOf, validationError, type StreamsState } from './streams-state.js';

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
  if (requireText(input.ShardId, 'shardId') !== shardIdOf(stream))
    throw new AwsError(
      'ResourceNotFoundException',
      `Requested resource not found: Shard: ${input.ShardId} in Stream: ${stream.arn} not found`,
    );
  const afterPosition = startOf(input, stream);
  return {
    ShardIterator: formatShardIterator({ streamArn: stream.arn, afterPosition, issuedAtMs: state.context.clock.now() }),
  };
};

const startOf = ({ ShardIteratorType: type, SequenceNumber }: GetShardIteratorInput, stream: ChangeStream): number => {
  switch (type) {
    case 'TRIM_HORIZON':
      return stream.trimmedThrough;
    case 'LATEST':
      return stream.latest;
    case 'AT_SEQUENCE_NUMBER':
      return untrimmed(requirePosition(SequenceNumber, stream) - 1, stream);
    case 'AFTER_SEQUENCE_NUMBER':
      return untrimmed(requirePosition(SequenceNumber, stream), stream);
    default:
      throw validationError(
        `1 validation error detected: Value '${String(type)}' at 'shardIteratorType' failed to satisfy constraint: ` +
          'Member must satisfy enum value set: [AFTER_SEQUENCE_NUMBER, LATEST, AT_SEQUENCE_NUMBER, TRIM_HORIZON]',
      );
  }
};

const requirePosition = (sequenceNumber: string | undefined, stream: ChangeStream): number => {
  const position = stream.positionOf(requireText(sequenceNumber, 'sequenceNumber'));
  if (position === undefined)
    throw validationError(
      `Invalid SequenceNumber: ${String(sequenceNumber)} was never given out by the stream ${stream.arn}`,
    );
  return position;
};

/** Differs: one may go on after a trimmed record as long as nothing after it is trimmed, since nothing is missed. */
const untrimmed = (afterPosition: number, stream: ChangeStream): number => {
  if (afterPosition >= stream.trimmedThrough) return afterPosition;
  throw trimmedDataAccess();
};

export const trimmedDataAccess = (): AwsError =>
  new AwsError(
    'TrimmedDataAccessException',
    'The operation attempted to read past the oldest stream record in a shard; records are kept for 24 hours',
  );
