import type { GetBucketLoggingCommandOutput } from '@aws-sdk/client-s3';
import type { S3State } from '../s3-state.js';
import { requireSettings, type SettingsRequest } from './require-settings.js';

/** Differs: no access logs are written. https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLogging.html */
export const getBucketLogging = async (
  input: SettingsRequest,
  state: S3State,
): Promise<Omit<GetBucketLoggingCommandOutput, '$metadata'>> => (await requireSettings(input, state)).logging;
