import type { DeleteObjectCommandInput } from '@aws-sdk/client-s3';
import { checkOwner, refuseOtherMembers } from './honoured-members.js';
import { requireKey } from './key-rules.js';
import type { S3State } from './s3-state.js';

/** Deleting what is not there succeeds. https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html */
export const deleteObject = async (input: DeleteObjectCommandInput, state: S3State): Promise<Record<string, never>> => {
  refuseOtherMembers(input, ['Key']);
  checkOwner(input.ExpectedBucketOwner, state.context.accountId);
  await (await state.require(input.Bucket)).delete(requireKey(input.Key));
  return {};
};
