import type { PutObjectCommandInput, PutObjectCommandOutput } from '@aws-sdk/client-s3';
import { checkWrite } from './conditions.js';
import { checkEncryption, checkOwner, checkStorageClass, refuseOtherMembers } from './honoured-members.js';
import { requireKey } from './key-rules.js';
import { CHECKSUM_MEMBERS, claimsOf, describeChecksum } from './object-checksum.js';
import { givenHeaders, HEADER_MEMBERS, lowerCaseNames } from './object-headers.js';
import { readTagging } from './object-tags.js';
import type { Bytes } from './receive-bytes.js';
import type { S3State } from './s3-state.js';

export type PutObjectInput = Omit<PutObjectCommandInput, 'Body'> & {
  readonly Body?: Bytes | string | undefined;
};
export type PutObjectOutput = Omit<PutObjectCommandOutput, '$metadata'>;

const HONOURED: readonly string[] = [
  ...HEADER_MEMBERS,
  ...CHECKSUM_MEMBERS,
  ...['Key', 'Body', 'ContentLength', 'Metadata', 'Tagging', 'IfMatch', 'IfNoneMatch', 'StorageClass'],
  ...['ContentMD5', 'ChecksumAlgorithm', 'ServerSideEncryption'],
];

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html */
export const putObject = async (input: PutObjectInput, state: S3State): Promise<PutObjectOutput> => {
  refuseOtherMembers(input, HONOURED);
  checkStorageClass(input.StorageClass);
  const { clock, observer, accountId } = state.context;
  checkOwner(input.ExpectedBucketOwner, accountId);
  const bucket = await state.require(input.Bucket);
  checkEncryption(input.ServerSideEncryption, bucket.settings);
  const key = requireKey(input.Key);
  const body = typeof input.Body === 'string' ? Buffer.from(input.Body) : (input.Body ?? new Uint8Array());

  const object = {
    key,
    lastModifiedMs: clock.now(),
    headers: givenHeaders(input),
    userMetadata: lowerCaseNames(input.Metadata),
    ...readTagging(input.Tagging),
  };
  const { etag, sizeBytes, checksum } = await bucket.put(object, body, {
    claims: claimsOf(input),
    mayReplace: (current) => {
      checkWrite(input, key, current);
    },
  });
  observer.objectCreated?.({ bucket: bucket.name, key, sizeBytes });
  return { ETag: `"${etag}"`, ...describeChecksum(checksum) };
};
