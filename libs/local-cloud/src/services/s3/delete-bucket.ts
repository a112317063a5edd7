import type { DeleteBucketCommandInput } from '@aws-sdk/client-s3';
import { checkOwner } from './honoured-members.js';
import type { S3State } from './s3-state.js';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucket.html */
export const deleteBucket = async (input: DeleteBucketCommandInput, state: S3State): Promise<Record<string, never>> => {
  checkOwner(input.ExpectedBucketOwner, state.context.accountId);
  await state.delete(input.Bucket);
  return {};
};
