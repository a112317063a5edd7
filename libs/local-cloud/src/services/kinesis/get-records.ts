import { AwsError } from '@sales-cdc/aws-wire';
import type { ChildShard, GetRecordsInput, GetRecordsOutput, _Record } from '@aws-sdk/client-kinesis';
import type { CloudContext } from '../../core/cloud-context.js';
import type { Clock } from '../../core/clock.js';
import { describeHashKeys } from './describe-stream.js';
import { RATE_EXCEEDED, rateExceededMessage, validationError } from './kinesis-errors.js';
import { shardIdOf } from './shard-definition.js';
import { formatShardIterator, parseShardIterator } from './shard-iterator.js';
import type { Shard } from './shard.js';
import type { Stream } from './stream.js';
import type { Streams } from './streams.js';

const MAX_RECORDS = 10_000;
const MAX_BYTES = 10 * 1024 * 1024;

/** https://docs.aws.amazon.com/kinesis/latest/APIReference/API_GetRecords.html */
export const getRecords = async (input: GetRecordsInput, streams: Streams): Promise<GetRecordsOutput> => {
  const { clock, accountId } = streams.context;
  const iterator = parseShardIterator(input.ShardIterator, clock);
  const limit = checkLimit(input.Limit);
  const stream = streams.require({ StreamName: iterator.streamName });
  const shard = stream.requireShard(iterator.shardId);
  if (shard.throughput?.admitRead() === false)
    throw new AwsError(RATE_EXCEEDED, rateExceededMessage(shard.id, stream.definition.name, accountId));

  const { records, nextOffset, sizeBytes } = await readShard(shard, iterator.offset, limit);
  shard.throughput?.countRead(sizeBytes);
  const isAtEnd = !shard.isOpen && nextOffset >= shard.log.endOffset;
  const millisBehindLatest = behindLatest(records, nextOffset < shard.log.endOffset, clock);
  measureIteratorAge(streams.context, stream, millisBehindLatest);
  return {
    Records: records,
    ...(isAtEnd
      ? { ChildShards: childrenOf(shard, stream) }
      : { NextShardIterator: formatShardIterator({ ...iterator, offset: nextOffset, issuedAtMs: clock.now() }) }),
    MillisBehindLatest: millisBehindLatest,
  };
};

/** https://docs.aws.amazon.com/streams/latest/dev/monitoring-with-cloudwatch.html */
const measureIteratorAge = ({ metrics, clock }: CloudContext, { definition }: Stream, value: number): void => {
  metrics?.put({
    namespace: 'AWS/Kinesis',
    name: 'GetRecords.IteratorAgeMilliseconds',
    dimensions: { StreamName: definition.name },
    value,
    unit: 'Milliseconds',
    timestampMs: clock.now(),
  });
};

/** Where a reader goes on that has come to the end of a closed shard. */
const childrenOf = ({ definition: { index } }: Shard, { shards }: Stream): ChildShard[] =>
  shards
    .filter(({ definition }) => definition.parents.includes(index))
    .map(({ id, hashKeys, definition }) => ({
      ShardId: id,
      ParentShards: definition.parents.map(shardIdOf),
      HashKeyRange: describeHashKeys(hashKeys),
    }));

const readShard = async (
  shard: Shard,
  startOffset: number,
  limit: number,
): Promise<{ records: _Record[]; nextOffset: number; sizeBytes: number }> => {
  const records: _Record[] = [];
  let sizeBytes = 0;
  const { nextOffset } = await shard.log.read(
    startOffset,
    ({ data, partitionKey, arrivalMs, length, ordinal }, offset) => {
      if (records.length >= limit || (records.length > 0 && sizeBytes + data.length > MAX_BYTES)) return false;
      records.push({
        SequenceNumber: shard.sequenceNumberOf({ offset, length, ordinal }),
        ApproximateArrivalTimestamp: new Date(arrivalMs),
        Data: data,
        PartitionKey: partitionKey,
        EncryptionType: 'NONE',
      });
      sizeBytes += data.length;
      return true;
    },
  );
  return { records, nextOffset, sizeBytes };
};

const checkLimit = (limit: number | undefined): number => {
  if (limit === undefined) return MAX_RECORDS;
  if (!(limit >= 1)) throw validationError('limit', limit, 'have value greater than or equal to 1');
  if (limit > MAX_RECORDS) throw validationError('limit', limit, `have value less than or equal to ${MAX_RECORDS}`);
  return limit;
};

const behindLatest = (records: readonly _Record[], isBehind: boolean, clock: Clock): number => {
  const last = records.at(-1)?.ApproximateArrivalTimestamp;
  return isBehind && last ? Math.max(0, Math.round(clock.ageMs(last.getTime()))) : 0;
};
