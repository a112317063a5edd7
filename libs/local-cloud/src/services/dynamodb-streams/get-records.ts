import { AwsError } from '@sales-cdc/aws-wire';
import type { StreamRecord } from '../dynamodb/index.js';
import { trimmedDataAccess } from './get-shard-iterator.js';
import { formatShardIterator, parseShardIterator } from './shard-iterator.js';
import { checkLimit, requireStream, requireText, type StreamsState } from './streams-state.js';

const MAX_RECORDS = 1_000;

export interface GetRecordsInput {
  readonly ShardIterator: string;
  readonly Limit?: number;
}
export interface GetRecordsOutput {
  readonly Records: readonly StreamRecord[];
  /** Absent when the shard is closed and all of it was read. */
  readonly NextShardIterator?: string;
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_GetRecords.html */
export const getRecords = async (input: GetRecordsInput, state: StreamsState): Promise<GetRecordsOutput> => {
  const { clock } = state.context;
  const { streamArn, afterPosition } = parseShardIterator(requireText(input.ShardIterator, 'shardIterator'), clock);
  const limit = checkLimit(input.Limit, MAX_RECORDS);
  if (limit > MAX_RECORDS)
    throw new AwsError('LimitExceededException', `Limit must be less than or equal to ${MAX_RECORDS}`);
  const stream = requireStream(streamArn, state);
  if (afterPosition < stream.trimmedThrough) throw trimmedDataAccess();

  // Before reading: a stream that is closed meanwhile may have taken more.
  const isClosed = stream.closedAtMs !== undefined;
  const records = await stream.read(afterPosition, limit);
  const next = { streamArn, afterPosition: afterPosition + records.length, issuedAtMs: clock.now() };
  const isAtEnd = isClosed && next.afterPosition >= stream.latest;
  return { Records: records, ...(!isAtEnd && { NextShardIterator: formatShardIterator(next) }) };
};
