import { AwsError } from '@sales-cdc/aws-wire';
import type { GetBucketLifecycleConfigurationCommandOutput } from '@aws-sdk/client-s3';
import type { S3State } from '../s3-state.js';
import { requireSettings, type SettingsRequest } from './require-settings.js';
import { lifecycleRule } from './template-lifecycle-rule.js';

/**
 * Differs: the rules are told and not followed; objects do not expire.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLifecycleConfiguration.html
 */
export const getBucketLifecycleConfiguration = async (
  input: SettingsRequest,
  state: S3State,
): Promise<Omit<GetBucketLifecycleConfigurationCommandOutput, '$metadata'>> => {
  const { lifecycle } = await requireSettings(input, state);
  if (!lifecycle)
    throw new AwsError('NoSuchLifecycleConfiguration', 'The lifecycle configuration does not exist', 404, {
      members: { BucketName: input.Bucket },
    });
  return { Rules: lifecycle.map(lifecycleRule) };
};
