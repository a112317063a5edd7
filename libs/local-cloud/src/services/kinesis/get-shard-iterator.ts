import type { GetShardIteratorInput, GetShardIteratorOutput } from '@aws-sdk/client-kinesis';
import { invalidArgument, validationError } from './kinesis-errors.js';
import type { RecordPosition } from '../../core/record-log/sequence-number.js';
import { formatShardIterator } from './shard-iterator.js';
import type { Shard } from './shard.js';
import type { Streams } from './streams.js';

const TYPES = '[AFTER_SEQUENCE_NUMBER, LATEST, AT_TIMESTAMP, AT_SEQUENCE_NUMBER, TRIM_HORIZON]';

/** https://docs.aws.amazon.com/kinesis/latest/APIReference/API_GetShardIterator.html */
export const getShardIterator = async (
  input: GetShardIteratorInput,
  streams: Streams,
): Promise<GetShardIteratorOutput> => {
  const stream = streams.require(input);
  const streamName = stream.definition.name;
  if (input.ShardId === undefined) throw validationError('shardId', undefined, 'not be null');
  const shard = stream.requireShard(input.ShardId);
  const offset = await startOf(input, shard, `stream ${streamName} under account ${streams.context.accountId}`);
  return {
    ShardIterator: formatShardIterator({
      streamName,
      shardId: shard.id,
      offset,
      issuedAtMs: streams.context.clock.now(),
    }),
  };
};

const startOf = async (input: GetShardIteratorInput, shard: Shard, streamText: string): Promise<number> => {
  switch (input.ShardIteratorType) {
    case 'TRIM_HORIZON':
      return shard.log.startOffset;
    case 'LATEST':
      return shard.log.endOffset;
    case 'AT_TIMESTAMP':
      if (!input.Timestamp) throw invalidArgument('Must specify a timestamp with AT_TIMESTAMP');
      return shard.log.offsetAtTime(input.Timestamp.getTime());
    case 'AT_SEQUENCE_NUMBER':
      return (await locate(input, shard, streamText)).offset;
    case 'AFTER_SEQUENCE_NUMBER': {
      const { offset, length } = await locate(input, shard, streamText);
      return offset + length;
    }
    default:
      throw validationError('shardIteratorType', input.ShardIteratorType, `satisfy enum value set: ${TYPES}`);
  }
};

const locate = async (
  { StartingSequenceNumber: number }: GetShardIteratorInput,
  shard: Shard,
  streamText: string,
): Promise<RecordPosition> => {
  if (number === undefined)
    throw invalidArgument('Must specify a StartingSequenceNumber with AT_SEQUENCE_NUMBER and AFTER_SEQUENCE_NUMBER');
  const position = await shard.locate(number);
  if (!position)
    throw invalidArgument(
      `StartingSequenceNumber ${number} used in GetShardIterator on shard ${shard.id} in ${streamText} is invalid.`,
    );
  return position;
};
