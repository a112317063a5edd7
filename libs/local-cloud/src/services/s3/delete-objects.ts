import type { DeleteObjectsCommandInput, DeleteObjectsCommandOutput } from '@aws-sdk/client-s3';
import { malformedXml } from './errors.js';
import { checkOwner, refuseOtherMembers } from './honoured-members.js';
import { requireKey } from './key-rules.js';
import type { S3State } from './s3-state.js';

const MOST_KEYS = 1000;
const HONOURED: readonly string[] = ['Delete', 'ChecksumAlgorithm'];

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html */
export const deleteObjects = async (
  input: DeleteObjectsCommandInput,
  state: S3State,
): Promise<Omit<DeleteObjectsCommandOutput, '$metadata'>> => {
  refuseOtherMembers(input, HONOURED);
  checkOwner(input.ExpectedBucketOwner, state.context.accountId);
  const bucket = await state.require(input.Bucket);
  const objects = input.Delete?.Objects ?? [];
  if (objects.length === 0 || objects.length > MOST_KEYS) throw malformedXml();

  objects.forEach((object) => {
    refuseOtherMembers(object, ['Key']);
  });
  const keys = objects.map(({ Key }) => requireKey(Key));
  for (const key of keys) await bucket.delete(key);
  return input.Delete?.Quiet ? {} : { Deleted: keys.map((Key) => ({ Key })) };
};
