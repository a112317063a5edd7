import type { GetBucketOwnershipControlsCommandOutput } from '@aws-sdk/client-s3';
import type { S3State } from '../s3-state.js';
import { requireSettings, type SettingsRequest } from './require-settings.js';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketOwnershipControls.html */
export const getBucketOwnershipControls = async (
  input: SettingsRequest,
  state: S3State,
): Promise<Omit<GetBucketOwnershipControlsCommandOutput, '$metadata'>> => ({
  OwnershipControls: (await requireSettings(input, state)).ownership,
});
