import type { PutRecordsInput, PutRecordsOutput, PutRecordsResultEntry } from '@aws-sdk/client-kinesis';
import { invalidArgument, RATE_EXCEEDED, rateExceededMessage, validationError } from './kinesis-errors.js';
import { checkRecord, type CheckedRecord } from './record-input.js';
import type { Shard } from './shard.js';
import type { Stream } from './stream.js';
import type { Streams } from './streams.js';

const MAX_RECORDS = 500;
const MAX_BYTES = 10 * 1024 * 1024;

/** A record of the request on its way to its shard, and its place in the request. */
interface Placed extends CheckedRecord {
  readonly index: number;
}

/**
 * Each record succeeds or fails by itself; those that succeed are on disk when this resolves.
 * https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecords.html
 */
export const putRecords = async (input: PutRecordsInput, streams: Streams): Promise<PutRecordsOutput> => {
  const stream = streams.require(input);
  const records = checkRecords(input.Records);
  const entries: PutRecordsResultEntry[] = new Array<PutRecordsResultEntry>(records.length);
  const admitted = admit(records, stream, streams, entries);
  await Promise.all([...admitted].map(([shard, placed]) => append(shard, placed, streams, entries)));

  const FailedRecordCount = entries.filter(({ ErrorCode }) => ErrorCode !== undefined).length;
  stream.counts.records += entries.length - FailedRecordCount;
  return { FailedRecordCount, Records: entries, EncryptionType: 'NONE' };
};

const checkRecords = (records: PutRecordsInput['Records']): readonly CheckedRecord[] => {
  if (!records || records.length === 0)
    throw validationError('records', '[]', 'have length greater than or equal to 1');
  if (records.length > MAX_RECORDS)
    throw validationError('records', `[${records.length} records]`, `have length less than or equal to ${MAX_RECORDS}`);
  const checked = records.map((record, index) => checkRecord(record, `records.${index + 1}.member.`));
  if (checked.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) > MAX_BYTES)
    throw invalidArgument('Records size exceeds 10 MB limit');
  return checked;
};

/** The records that their shards take, by shard; the others get their entry. */
const admit = (
  records: readonly CheckedRecord[],
  stream: Stream,
  { context }: Streams,
  entries: PutRecordsResultEntry[],
): ReadonlyMap<Shard, readonly Placed[]> => {
  const admitted = new Map<Shard, Placed[]>();
  records.forEach((record, index) => {
    const shard = stream.shardFor(record.hashKey);
    if (shard.throughput?.admitRecord(record.sizeBytes) === false) {
      stream.counts.throttled += 1;
      entries[index] = {
        ErrorCode: RATE_EXCEEDED,
        ErrorMessage: rateExceededMessage(shard.id, stream.definition.name, context.accountId),
      };
      return;
    }
    const placed = admitted.get(shard) ?? [];
    admitted.set(shard, placed);
    placed.push({ ...record, index });
  });
  return admitted;
};

const append = async (
  shard: Shard,
  placed: readonly Placed[],
  { context }: Streams,
  entries: PutRecordsResultEntry[],
): Promise<void> => {
  const arrivalMs = context.clock.now();
  try {
    const sequenceNumbers = await shard.append(
      placed.map(({ data, partitionKey }) => ({ data, partitionKey, arrivalMs })),
    );
    placed.forEach(
      ({ index }, position) => (entries[index] = { ShardId: shard.id, SequenceNumber: sequenceNumbers[position] }),
    );
  } catch (error) {
    context.observer.problem?.({
      service: 'Kinesis',
      resource: shard.id,
      message: `Records could not be written: ${String(error)}`,
    });
    for (const { index } of placed)
      entries[index] = { ErrorCode: 'InternalFailure', ErrorMessage: 'Internal service failure.' };
  }
};
