import { checkOwner } from '../honoured-members.js';
import type { S3State } from '../s3-state.js';
import type { BucketSettings } from './bucket-settings.js';

/** How a request asks for a setting of a bucket. */
export interface SettingsRequest {
  readonly Bucket: string | undefined;
  readonly ExpectedBucketOwner?: string | undefined;
}

/** The settings of the bucket. Throws AccessDenied or NoSuchBucket. */
export const requireSettings = async (input: SettingsRequest, state: S3State): Promise<BucketSettings> => {
  checkOwner(input.ExpectedBucketOwner, state.context.accountId);
  return (await state.require(input.Bucket)).settings;
};
