import type { AbortMultipartUploadCommandInput } from '@aws-sdk/client-s3';
import { refuseOtherMembers } from '../honoured-members.js';
import type { S3State } from '../s3-state.js';
import { requireUpload } from './require-upload.js';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_AbortMultipartUpload.html */
export const abortMultipartUpload = async (
  input: AbortMultipartUploadCommandInput,
  state: S3State,
): Promise<Record<string, never>> => {
  refuseOtherMembers(input, ['Key', 'UploadId']);
  const { bucket, upload } = await requireUpload(input, state);
  await bucket.uploads.end(upload, async () => undefined);
  return {};
};
