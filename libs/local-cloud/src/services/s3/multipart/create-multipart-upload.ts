import type { CreateMultipartUploadCommandInput, CreateMultipartUploadCommandOutput } from '@aws-sdk/client-s3';
import { randomUuid } from '../../../core/random-uuid.js';
import { invalidRequest } from '../errors.js';
import { checkEncryption, checkOwner, checkStorageClass, refuseOtherMembers } from '../honoured-members.js';
import { requireKey } from '../key-rules.js';
import { namedAlgorithm } from '../object-checksum.js';
import { givenHeaders, HEADER_MEMBERS, lowerCaseNames } from '../object-headers.js';
import { readTagging } from '../object-tags.js';
import type { S3State } from '../s3-state.js';
import type { UploadRecord } from './multipart-upload.js';

const HONOURED: readonly string[] = [
  ...HEADER_MEMBERS,
  ...['Key', 'Metadata', 'StorageClass', 'Tagging', 'ChecksumAlgorithm', 'ChecksumType'],
  'ServerSideEncryption',
];

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateMultipartUpload.html */
export const createMultipartUpload = async (
  input: CreateMultipartUploadCommandInput,
  state: S3State,
): Promise<Omit<CreateMultipartUploadCommandOutput, '$metadata'>> => {
  refuseOtherMembers(input, HONOURED);
  checkStorageClass(input.StorageClass);
  const { clock, random, accountId } = state.context;
  checkOwner(input.ExpectedBucketOwner, accountId);
  const bucket = await state.require(input.Bucket);
  checkEncryption(input.ServerSideEncryption, bucket.settings);
  const key = requireKey(input.Key);
  const checksum = checksumOf(input);
  const record = {
    key,
    initiatedAtMs: clock.now(),
    headers: givenHeaders(input),
    userMetadata: lowerCaseNames(input.Metadata),
    ...readTagging(input.Tagging),
    ...(checksum && { checksum }),
  };
  const id = randomUuid(random);
  const { record: begun } = await bucket.uploads.create(record, (attempt) => (attempt === 0 ? id : `${id}-${attempt}`));
  return {
    Bucket: bucket.name,
    Key: key,
    UploadId: begun.id,
    ...(checksum && { ChecksumAlgorithm: checksum.algorithm, ChecksumType: checksum.type }),
  };
};

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html */
const checksumOf = (input: CreateMultipartUploadCommandInput): UploadRecord['checksum'] => {
  const algorithm = namedAlgorithm(input.ChecksumAlgorithm);
  if (algorithm === undefined) {
    if (input.ChecksumType === undefined) return undefined;
    throw invalidRequest('The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.');
  }
  const type = input.ChecksumType ?? (algorithm === 'CRC64NVME' ? 'FULL_OBJECT' : 'COMPOSITE');
  const fits = type === 'COMPOSITE' ? algorithm !== 'CRC64NVME' : algorithm.startsWith('CRC');
  if (!fits)
    throw invalidRequest(
      `The ${type} checksum type cannot be used with the ${algorithm.toLowerCase()} checksum algorithm.`,
    );
  return { algorithm, type };
};
