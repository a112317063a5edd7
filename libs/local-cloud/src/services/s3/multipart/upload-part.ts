import type { UploadPartCommandInput, UploadPartCommandOutput } from '@aws-sdk/client-s3';
import { refuseOtherMembers } from '../honoured-members.js';
import { CHECKSUM_MEMBERS, claimsOf } from '../object-checksum.js';
import type { Bytes } from '../receive-bytes.js';
import type { S3State } from '../s3-state.js';
import { requireUpload } from './require-upload.js';
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
  const { bucket, upload } = await requireUpload(input, state);
  const number = requirePartNumber(input.PartNumber);
  const body = typeof input.Body === 'string' ? Buffer.from(input.Body) : (input.Body ?? new Uint8Array());
  const part = { number, lastModifiedMs: state.context.clock.now() };
  const { md5, checksum } = await storePart(bucket, upload, part, body, claimsOf(input));
  return { ETag: `"${md5}"`, ...(checksum && { [`Checksum${checksum.algorithm}`]: checksum.value }) };
};
