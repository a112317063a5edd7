import { AwsError } from '@sales-cdc/aws-wire';
import type { ChangeStream, StreamRecord } from '../dynamodb/index.js';
import { startOfShard, trimmedDataAccess } from './get-shard-iterator.js';
import { formatShardIterator, parseShardIterator } from './shard-iterator.js';
import { checkLimit, requireShard, requireStream, requireText, type StreamsState } from './streams-state.js';

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
  const iterator = parseShardIterator(requireText(input.ShardIterator, 'shardIterator'), clock);
  const limit = checkLimit(input.Limit, MAX_RECORDS);
  if (limit > MAX_RECORDS)
    throw new AwsError('LimitExceededException', `Limit must be less than or equal to ${MAX_RECORDS}`);
  const stream = requireStream(iterator.streamArn, state);
  // As it is before reading: a shard that is closed meanwhile may have taken more.
  const shard = requireShard(iterator.shardId, stream);
  if (iterator.afterPosition < startOfShard(shard, stream)) throw trimmedDataAccess();

  const records = await stream.read(shard, iterator.afterPosition, limit);
  const afterPosition = lastPosition(records, stream) ?? iterator.afterPosition;
  const next = { ...iterator, afterPosition, issuedAtMs: clock.now() };
  const isAtEnd = shard.through !== undefined && afterPosition >= shard.through;
  return { Records: records, ...(!isAtEnd && { NextShardIterator: formatShardIterator(next) }) };
};

const lastPosition = (records: readonly StreamRecord[], stream: ChangeStream): number | undefined => {
  const last = records.at(-1);
  return last && stream.positionOf(last.dynamodb.SequenceNumber);
};
