import { AwsError } from '@sales-cdc/aws-wire';
import type { Tag } from '@aws-sdk/client-s3';

export type Tags = Readonly<Record<string, string>>;

const MOST_TAGS = 10;

const invalidTag = (message: string): AwsError => new AwsError('InvalidTag', message, 400);

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html */
const checked = (pairs: readonly (readonly [key: string, value: string])[]): Tags => {
  if (pairs.length > MOST_TAGS)
    throw new AwsError('BadRequest', `Object tags cannot be greater than ${MOST_TAGS}`, 400);
  if (new Set(pairs.map(([key]) => key)).size < pairs.length)
    throw invalidTag('Cannot provide multiple Tags with the same key');
  for (const [key, value] of pairs) {
    if (key === '' || key.length > 128) throw invalidTag('The TagKey you have provided is invalid');
    if (value.length > 256) throw invalidTag('The TagValue you have provided is invalid');
  }
  return Object.fromEntries(pairs);
};

/** The tags of an `x-amz-tagging` header, `a=1&b=2`, as a part of an object's metadata. */
export const readTagging = (header: string | undefined): { readonly tags?: Tags } => {
  const pairs = [...new URLSearchParams(header)];
  return pairs.length === 0 ? {} : { tags: checked(pairs) };
};

export const readTagSet = (tagSet: readonly Tag[] | undefined): Tags =>
  checked((tagSet ?? []).map(({ Key = '', Value = '' }) => [Key, Value]));

export const writeTagSet = (tags: Tags | undefined): Tag[] =>
  Object.entries(tags ?? {}).map(([Key, Value]) => ({ Key, Value }));
