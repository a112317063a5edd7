import type { Bucket } from '../bucket.js';
import { checkOwner } from '../honoured-members.js';
import { requireKey } from '../key-rules.js';
import type { S3State } from '../s3-state.js';
import type { MultipartUpload } from './multipart-upload.js';

/** How every operation on an upload names it. */
export interface UploadAddress {
  readonly Bucket: string | undefined;
  readonly Key: string | undefined;
  readonly UploadId: string | undefined;
  readonly ExpectedBucketOwner?: string | undefined;
}

/** The upload that a request names, with its bucket and key. Throws AccessDenied, NoSuchBucket or NoSuchUpload. */
export const requireUpload = async (
  { Bucket: bucketName, Key, UploadId, ExpectedBucketOwner }: UploadAddress,
  state: S3State,
): Promise<{ readonly bucket: Bucket; readonly key: string; readonly upload: MultipartUpload }> => {
  checkOwner(ExpectedBucketOwner, state.context.accountId);
  const bucket = await state.require(bucketName);
  const key = requireKey(Key);
  return { bucket, key, upload: bucket.uploads.require(UploadId, key) };
};
