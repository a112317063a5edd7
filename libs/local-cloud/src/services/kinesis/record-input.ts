import { hashKeyOf, parseHashKey } from './hash-key.js';
import { invalidArgument, validationError } from './kinesis-errors.js';

const MAX_RECORD_BYTES = 1024 * 1024;
const MAX_KEY_LENGTH = 256;

/** A record as PutRecord and PutRecords take it. */
export interface RecordInput {
  readonly Data?: Uint8Array | undefined;
  readonly PartitionKey?: string | undefined;
  readonly ExplicitHashKey?: string | undefined;
}

/** A record that may be put, and which hash key decides on its shard. */
export interface CheckedRecord {
  readonly data: Uint8Array;
  readonly partitionKey: string;
  readonly hashKey: bigint;
  /** Of data and partition key, which is what limits are about. */
  readonly sizeBytes: number;
}

/** Throws a ValidationException or InvalidArgumentException; `path` is the place of the record in the request, such as `records.1.member.`. */
export const checkRecord = ({ Data, PartitionKey, ExplicitHashKey }: RecordInput, path = ''): CheckedRecord => {
  if (Data === undefined) throw validationError(`${path}data`, undefined, 'not be null');
  if (PartitionKey === undefined) throw validationError(`${path}partitionKey`, undefined, 'not be null');
  if (PartitionKey === '') throw validationError(`${path}partitionKey`, '', 'have length greater than or equal to 1');
  if (PartitionKey.length > MAX_KEY_LENGTH)
    throw validationError(`${path}partitionKey`, PartitionKey, `have length less than or equal to ${MAX_KEY_LENGTH}`);
  const sizeBytes = Data.length + Buffer.byteLength(PartitionKey);
  if (sizeBytes > MAX_RECORD_BYTES)
    throw validationError(
      `${path}data`,
      `${sizeBytes} bytes`,
      `have length less than or equal to ${MAX_RECORD_BYTES}, partition key included`,
    );
  return {
    data: Data,
    partitionKey: PartitionKey,
    hashKey: checkHashKey(ExplicitHashKey) ?? hashKeyOf(PartitionKey),
    sizeBytes,
  };
};

const checkHashKey = (text: string | undefined): bigint | undefined => {
  if (text === undefined) return undefined;
  const hashKey = parseHashKey(text);
  if (hashKey === undefined)
    throw invalidArgument(
      `Invalid ExplicitHashKey. ExplicitHashKey must be in the range: [0, 2^128-1]. Specified value was ${text}`,
    );
  return hashKey;
};
