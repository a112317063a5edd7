import type { PutObjectCommandInput, PutObjectCommandOutput } from '@aws-sdk/client-s3';
import { checkChecksums } from './checksums.js';
import { checkWrite } from './conditions.js';
import { notImplemented } from './errors.js';
import { checkOwner, refuseOtherMembers } from './honoured-members.js';
import { requireKey } from './key-rules.js';
import { givenHeaders, lowerCaseNames } from './object-headers.js';
import type { S3State } from './s3-state.js';

export type PutObjectInput = Omit<PutObjectCommandInput, 'Body'> & {
  readonly Body?: Uint8Array | string | AsyncIterable<Uint8Array> | undefined;
};
export type PutObjectOutput = Omit<PutObjectCommandOutput, '$metadata'>;

const HONOURED: readonly string[] = [
  ...['Key', 'Body', 'ContentLength', 'Metadata', 'IfMatch', 'IfNoneMatch', 'StorageClass'],
  ...['ContentType', 'ContentEncoding', 'ContentLanguage', 'ContentDisposition', 'CacheControl', 'ContentMD5'],
  ...['ChecksumAlgorithm', 'ChecksumCRC32', 'ChecksumCRC32C', 'ChecksumCRC64NVME'],
  ...['ChecksumSHA1', 'ChecksumSHA256', 'ChecksumSHA512'],
];

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html */
export const putObject = async (input: PutObjectInput, state: S3State): Promise<PutObjectOutput> => {
  refuseOtherMembers(input, HONOURED);
  if (input.StorageClass !== undefined && input.StorageClass !== 'STANDARD')
    throw notImplemented(`the storage class ${input.StorageClass}`);
  const { clock, observer, accountId } = state.context;
  checkOwner(input.ExpectedBucketOwner, accountId);
  const bucket = await state.require(input.Bucket);
  const key = requireKey(input.Key);
  const body = typeof input.Body === 'string' ? Buffer.from(input.Body) : (input.Body ?? new Uint8Array());
  checkChecksums(body, input);

  const object = {
    key,
    lastModifiedMs: clock.now(),
    headers: givenHeaders(input),
    userMetadata: lowerCaseNames(input.Metadata),
  };
  const { etag, sizeBytes } = await bucket.put(object, body, (current) => {
    checkWrite(input, key, current);
  });
  observer.objectCreated?.({ bucket: bucket.name, key, sizeBytes });
  return { ETag: `"${etag}"` };
};
