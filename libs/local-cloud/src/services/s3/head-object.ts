import type { HeadObjectCommandInput, HeadObjectCommandOutput } from '@aws-sdk/client-s3';
import { byteRange } from './byte-range.js';
import { checkRead } from './conditions.js';
import { notFound } from './errors.js';
import { checkOwner, refuseOtherMembers } from './honoured-members.js';
import { requireKey } from './key-rules.js';
import { describeObject } from './object-headers.js';
import { READ_MEMBERS, responseHeaders } from './read-members.js';
import type { S3State } from './s3-state.js';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html */
export const headObject = async (
  input: HeadObjectCommandInput,
  state: S3State,
): Promise<Omit<HeadObjectCommandOutput, '$metadata'>> => {
  refuseOtherMembers(input, READ_MEMBERS);
  checkOwner(input.ExpectedBucketOwner, state.context.accountId);
  const bucket = await state.find(input.Bucket);
  const metadata = bucket?.objects.get(requireKey(input.Key));
  if (!metadata) throw notFound();

  checkRead(input, metadata);
  const range = byteRange(input.Range, metadata.sizeBytes);
  return {
    ...describeObject(metadata, input),
    ...responseHeaders(input),
    ContentLength: range ? range.last - range.first + 1 : metadata.sizeBytes,
    ...(range && { ContentRange: `bytes ${range.first}-${range.last}/${metadata.sizeBytes}` }),
  };
};
