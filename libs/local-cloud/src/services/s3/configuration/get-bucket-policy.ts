import { AwsError } from '@sales-cdc/aws-wire';
import type { S3State } from '../s3-state.js';
import { requireSettings, type SettingsRequest } from './require-settings.js';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketPolicy.html */
export const getBucketPolicy = async (input: SettingsRequest, state: S3State): Promise<{ readonly Policy: string }> => {
  await requireSettings(input, state);
  const { partition } = state.context;
  const policy = state.ports.policyOf(`arn:${partition}:s3:::${input.Bucket ?? ''}`);
  if (policy === undefined)
    throw new AwsError('NoSuchBucketPolicy', 'The bucket policy does not exist', 404, {
      members: { BucketName: input.Bucket },
    });
  return { Policy: JSON.stringify(policy) };
};
