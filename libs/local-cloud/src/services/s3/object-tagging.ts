import type {
  DeleteObjectTaggingCommandInput,
  GetObjectTaggingCommandInput,
  GetObjectTaggingCommandOutput,
  PutObjectTaggingCommandInput,
} from '@aws-sdk/client-s3';
import { noSuchKey } from './errors.js';
import { checkOwner, refuseOtherMembers } from './honoured-members.js';
import { requireKey } from './key-rules.js';
import { readTagSet, writeTagSet, type Tags } from './object-tags.js';
import type { S3State } from './s3-state.js';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectTagging.html */
export const getObjectTagging = async (
  input: GetObjectTaggingCommandInput,
  state: S3State,
): Promise<Omit<GetObjectTaggingCommandOutput, '$metadata'>> => {
  refuseOtherMembers(input, ['Key']);
  checkOwner(input.ExpectedBucketOwner, state.context.accountId);
  const key = requireKey(input.Key);
  const metadata = (await state.require(input.Bucket)).objects.get(key);
  if (!metadata) throw noSuchKey(key);
  return { TagSet: writeTagSet(metadata.tags) };
};

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectTagging.html */
export const putObjectTagging = async (
  input: PutObjectTaggingCommandInput,
  state: S3State,
): Promise<Record<string, never>> => {
  refuseOtherMembers(input, ['Key', 'Tagging', 'ContentMD5', 'ChecksumAlgorithm']);
  return setTags(input, readTagSet(input.Tagging?.TagSet), state);
};

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjectTagging.html */
export const deleteObjectTagging = async (
  input: DeleteObjectTaggingCommandInput,
  state: S3State,
): Promise<Record<string, never>> => {
  refuseOtherMembers(input, ['Key']);
  return setTags(input, {}, state);
};

const setTags = async (
  { Bucket, Key, ExpectedBucketOwner }: DeleteObjectTaggingCommandInput,
  tags: Tags,
  state: S3State,
): Promise<Record<string, never>> => {
  checkOwner(ExpectedBucketOwner, state.context.accountId);
  const key = requireKey(Key);
  const changed = await (await state.require(Bucket)).change(key, (current) => ({ ...current, tags }));
  if (!changed) throw noSuchKey(key);
  return {};
};
