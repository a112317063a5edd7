import type { GetBucketEncryptionCommandOutput } from '@aws-sdk/client-s3';
import type { S3State } from '../s3-state.js';
import { requireSettings, type SettingsRequest } from './require-settings.js';

/** Differs: files on one machine are not encrypted. https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketEncryption.html */
export const getBucketEncryption = async (
  input: SettingsRequest,
  state: S3State,
): Promise<Omit<GetBucketEncryptionCommandOutput, '$metadata'>> => ({
  ServerSideEncryptionConfiguration: (await requireSettings(input, state)).encryption,
});
