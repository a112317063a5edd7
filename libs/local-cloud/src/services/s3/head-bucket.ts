import type { HeadBucketCommandInput, HeadBucketCommandOutput } from '@aws-sdk/client-s3';
import { notFound } from './errors.js';
import { checkOwner } from './honoured-members.js';
import type { S3State } from './s3-state.js';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html */
export const headBucket = async (
  input: HeadBucketCommandInput,
  state: S3State,
): Promise<Omit<HeadBucketCommandOutput, '$metadata'>> => {
  checkOwner(input.ExpectedBucketOwner, state.context.accountId);
  if (!(await state.find(input.Bucket))) throw notFound();
  return { BucketRegion: state.context.region, AccessPointAlias: false };
};
