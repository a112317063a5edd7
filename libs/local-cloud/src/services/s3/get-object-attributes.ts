import type { GetObjectAttributesCommandInput, GetObjectAttributesCommandOutput } from '@aws-sdk/client-s3';
import { noSuchKey, notImplemented } from './errors.js';
import { checkOwner, refuseOtherMembers } from './honoured-members.js';
import { requireKey } from './key-rules.js';
import { describeChecksum } from './object-checksum.js';
import type { S3State } from './s3-state.js';

/**
 * Differs: the parts of an object that was uploaded in parts are not kept, so its ObjectParts are refused.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectAttributes.html
 */
export const getObjectAttributes = async (
  input: GetObjectAttributesCommandInput,
  state: S3State,
): Promise<Omit<GetObjectAttributesCommandOutput, '$metadata'>> => {
  refuseOtherMembers(input, ['Key', 'ObjectAttributes']);
  checkOwner(input.ExpectedBucketOwner, state.context.accountId);
  const key = requireKey(input.Key);
  const metadata = (await state.require(input.Bucket)).objects.get(key);
  if (!metadata) throw noSuchKey(key);
  const asked = new Set<string>(input.ObjectAttributes);
  if (asked.has('ObjectParts') && metadata.etag.includes('-')) throw notImplemented('ObjectParts');
  return {
    LastModified: new Date(metadata.lastModifiedMs),
    ...(asked.has('ETag') && { ETag: metadata.etag }),
    ...(asked.has('Checksum') && metadata.checksum && { Checksum: describeChecksum(metadata.checksum) }),
    ...(asked.has('StorageClass') && { StorageClass: 'STANDARD' as const }),
    ...(asked.has('ObjectSize') && { ObjectSize: metadata.sizeBytes }),
  };
};
