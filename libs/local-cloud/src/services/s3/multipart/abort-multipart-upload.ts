import type { AbortMultipartUploadCommandInput } from '@aws-sdk/client-s3';
import { checkOwner, refuseOtherMembers } from '../honoured-members.js';
import { requireKey } from '../key-rules.js';
import type { S3State } from '../s3-state.js';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_AbortMultipartUpload.html */
export const abortMultipartUpload = async (
  input: AbortMultipartUploadCommandInput,
  state: S3State,
): Promise<Record<string, never>> => {
  refuseOtherMembers(input, ['Key', 'UploadId']);
  checkOwner(input.ExpectedBucketOwner, state.context.accountId);
  const { uploads } = await state.require(input.Bucket);
  await uploads.end(uploads.require(input.UploadId, requireKey(input.Key)), async () => undefined);
  return {};
};
