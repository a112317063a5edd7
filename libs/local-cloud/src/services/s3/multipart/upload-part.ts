import type { UploadPartCommandInput, UploadPartCommandOutput } from '@aws-sdk/client-s3';
import { checkOwner, refuseOtherMembers } from '../honoured-members.js';
import { requireKey } from '../key-rules.js';
import { CHECKSUM_MEMBERS, claimsOf } from '../object-checksum.js';
import type { Bytes } from '../receive-bytes.js';
import type { S3State } from '../s3-state.js';
import { requirePartNumber, storePart } from './store-part.js';

export type UploadPartInput = Omit<UploadPartCommandInput, 'Body'> & { readonly Body?: Bytes | string | undefined };

const HONOURED: readonly string[] = [
  ...CHECKSUM_MEMBERS,
  ...['Key', 'PartNumber', 'UploadId', 'Body', 'ContentLength', 'ContentMD5', 'ChecksumAlgorithm'],
];

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPart.html */
export const uploadPart = async (
  input: UploadPartInput,
  state: S3State,
): Promise<Omit<UploadPartCommandOutput, '$metadata'>> => {
  refuseOtherMembers(input, HONOURED);
  const { clock, accountId } = state.context;
  checkOwner(input.ExpectedBucketOwner, accountId);
  const bucket = await state.require(input.Bucket);
  const upload = bucket.uploads.require(input.UploadId, requireKey(input.Key));
  const number = requirePartNumber(input.PartNumber);
  const body = typeof input.Body === 'string' ? Buffer.from(input.Body) : (input.Body ?? new Uint8Array());
  const part = { number, lastModifiedMs: clock.now() };
  const { md5, checksum } = await storePart(bucket, upload, part, body, claimsOf(input));
  return { ETag: `"${md5}"`, ...(checksum && { [`Checksum${checksum.algorithm}`]: checksum.value }) };
};
