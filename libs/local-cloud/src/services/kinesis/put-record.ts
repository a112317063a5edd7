import { AwsError } from '@sales-cdc/aws-wire';
import type { PutRecordInput, PutRecordOutput } from '@aws-sdk/client-kinesis';
import { RATE_EXCEEDED, rateExceededMessage } from './kinesis-errors.js';
import { checkRecord } from './record-input.js';
import type { Streams } from './streams.js';

/**
 * `SequenceNumberForOrdering` asks for what is always so: a record's number is above those of all that were put before.
 * https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecord.html
 */
export const putRecord = async (input: PutRecordInput, streams: Streams): Promise<PutRecordOutput> => {
  const { context } = streams;
  const stream = streams.require(input);
  const { data, partitionKey, hashKey, sizeBytes } = checkRecord(input);
  const shard = stream.shardFor(hashKey);
  if (shard.throughput?.admitRecord(sizeBytes) === false) {
    stream.counts.throttled += 1;
    throw new AwsError(RATE_EXCEEDED, rateExceededMessage(shard.id, stream.definition.name, context.accountId));
  }
  const [SequenceNumber] = await shard.append([{ data, partitionKey, arrivalMs: context.clock.now() }]);
  stream.counts.records += 1;
  return { ShardId: shard.id, SequenceNumber, EncryptionType: 'NONE' };
};
