import type {
  AddTagsToStreamInput,
  ListTagsForStreamInput,
  ListTagsForStreamOutput,
  RemoveTagsFromStreamInput,
} from '@aws-sdk/client-kinesis';
import { invalidArgument, validationError } from './kinesis-errors.js';
import { pageSize } from './page-size.js';
import type { Streams } from './streams.js';

type Tags = Readonly<Record<string, string>>;

const MAX_TAGS = 50;

/** https://docs.aws.amazon.com/kinesis/latest/APIReference/API_AddTagsToStream.html */
export const addTagsToStream = async (input: AddTagsToStreamInput, streams: Streams): Promise<object> => {
  const stream = streams.require(input);
  const added = checkTags(input.Tags);
  await stream.change(({ tags }) => ({ tags: checkTags({ ...tags, ...added }) }));
  return {};
};

/** https://docs.aws.amazon.com/kinesis/latest/APIReference/API_RemoveTagsFromStream.html */
export const removeTagsFromStream = async (input: RemoveTagsFromStreamInput, streams: Streams): Promise<object> => {
  const stream = streams.require(input);
  const gone = input.TagKeys;
  if (!gone || gone.length === 0) throw validationError('tagKeys', '[]', 'have length greater than or equal to 1');
  await stream.change(({ tags = {} }) => ({
    tags: Object.fromEntries(Object.entries(tags).filter(([key]) => !gone.includes(key))),
  }));
  return {};
};

/** https://docs.aws.amazon.com/kinesis/latest/APIReference/API_ListTagsForStream.html */
export const listTagsForStream = (input: ListTagsForStreamInput, streams: Streams): ListTagsForStreamOutput => {
  const { tags = {} } = streams.require(input).definition;
  const rest = Object.entries(tags)
    .filter(([key]) => key > (input.ExclusiveStartTagKey ?? ''))
    .sort(([left], [right]) => (left < right ? -1 : 1));
  const page = rest.slice(0, pageSize(input.Limit, 'limit', { usual: MAX_TAGS, most: MAX_TAGS }));
  return { Tags: page.map(([Key, Value]) => ({ Key, Value })), HasMoreTags: rest.length > page.length };
};

/** Up to 50, keys of 1 to 128 characters, values of up to 256. */
export const checkTags = (tags: Tags | undefined): Tags => {
  const entries = Object.entries(tags ?? {});
  if (entries.length === 0) throw validationError('tags', '{}', 'have length greater than or equal to 1');
  if (entries.length > MAX_TAGS)
    throw invalidArgument(`Failed to add tags to stream because it would exceed the maximum of ${MAX_TAGS} tags.`);
  for (const [key, value] of entries)
    if (key.length < 1 || key.length > 128 || typeof value !== 'string' || value.length > 256)
      throw validationError('tags', key, 'satisfy constraint: keys of 1 to 128 and values of 0 to 256 characters');
  return tags ?? {};
};
