import type { GetBucketVersioningCommandInput } from '@aws-sdk/client-s3';
import { checkOwner } from './honoured-members.js';
import type { S3State } from './s3-state.js';

/** Nothing: so says a bucket that never kept versions. https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketVersioning.html */
export const getBucketVersioning = async (
  input: GetBucketVersioningCommandInput,
  state: S3State,
): Promise<Record<string, never>> => {
  checkOwner(input.ExpectedBucketOwner, state.context.accountId);
  await state.require(input.Bucket);
  return {};
};
