import type { GetPublicAccessBlockCommandOutput } from '@aws-sdk/client-s3';
import type { S3State } from '../s3-state.js';
import { requireSettings, type SettingsRequest } from './require-settings.js';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetPublicAccessBlock.html */
export const getPublicAccessBlock = async (
  input: SettingsRequest,
  state: S3State,
): Promise<Omit<GetPublicAccessBlockCommandOutput, '$metadata'>> => ({
  PublicAccessBlockConfiguration: (await requireSettings(input, state)).publicAccessBlock,
});
