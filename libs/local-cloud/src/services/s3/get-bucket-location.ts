import type { GetBucketLocationCommandInput } from '@aws-sdk/client-s3';
import { checkOwner } from './honoured-members.js';
import type { S3State } from './s3-state.js';

/** us-east-1 is told by its absence. https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html */
export const getBucketLocation = async (
  input: GetBucketLocationCommandInput,
  state: S3State,
): Promise<{ readonly LocationConstraint?: string }> => {
  checkOwner(input.ExpectedBucketOwner, state.context.accountId);
  await state.require(input.Bucket);
  const { region } = state.context;
  return region === 'us-east-1' ? {} : { LocationConstraint: region };
};
