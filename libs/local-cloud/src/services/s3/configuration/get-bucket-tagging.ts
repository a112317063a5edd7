import { AwsError } from '@sales-cdc/aws-wire';
import type { GetBucketTaggingCommandOutput } from '@aws-sdk/client-s3';
import type { S3State } from '../s3-state.js';
import { requireSettings, type SettingsRequest } from './require-settings.js';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketTagging.html */
export const getBucketTagging = async (
  input: SettingsRequest,
  state: S3State,
): Promise<Omit<GetBucketTaggingCommandOutput, '$metadata'>> => {
  const { tags } = await requireSettings(input, state);
  if (!tags)
    throw new AwsError('NoSuchTagSet', 'The TagSet does not exist', 404, { members: { BucketName: input.Bucket } });
  return { TagSet: [...tags] };
};
