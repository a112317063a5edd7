import { AwsError } from '@sales-cdc/aws-wire';
import type { CreateBucketCommandInput, CreateBucketCommandOutput } from '@aws-sdk/client-s3';
import { refuseOtherMembers } from './honoured-members.js';
import type { S3State } from './s3-state.js';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html */
export const createBucket = async (
  input: CreateBucketCommandInput,
  state: S3State,
): Promise<Omit<CreateBucketCommandOutput, '$metadata'>> => {
  refuseOtherMembers(input, ['CreateBucketConfiguration']);
  const location = input.CreateBucketConfiguration?.LocationConstraint;
  if (location !== undefined && location !== state.context.region)
    throw new AwsError('InvalidLocationConstraint', 'The specified location-constraint is not valid', 400);
  const { created } = await state.create(input.Bucket);
  // In us-east-1 alone, creating one's own bucket again succeeds.
  if (!created && state.context.region !== 'us-east-1')
    throw new AwsError(
      'BucketAlreadyOwnedByYou',
      'Your previous request to create the named bucket succeeded and you already own it.',
      409,
    );
  return { Location: `/${input.Bucket ?? ''}` };
};
