import type {
  ListTagsForResourceRequest,
  ListTagsForResourceResponse,
  TagResourceRequest,
  UntagResourceRequest,
} from '@aws-sdk/client-sns';
import { AwsError } from '@sales-cdc/aws-wire';
import { tagsOf } from './create-topic.js';
import type { SnsState } from './sns-state.js';
import type { Topic } from './topic/topics.js';

const MAXIMUM_TAGS = 50;

const requireResource = (arn: string | undefined, { topics }: SnsState): Topic => {
  const topic = topics.find(arn ?? '');
  if (!topic) throw new AwsError('ResourceNotFoundException', 'Resource does not exist', 404);
  return topic;
};

/** https://docs.aws.amazon.com/sns/latest/api/API_TagResource.html */
export const tagResource = async (
  { ResourceArn, Tags = [] }: TagResourceRequest,
  state: SnsState,
): Promise<Record<string, never>> => {
  const topic = requireResource(ResourceArn, state);
  const tags = { ...topic.tags, ...tagsOf(Tags) };
  if (Object.keys(tags).length > MAXIMUM_TAGS)
    throw new AwsError('TagLimitExceededException', 'Could not complete request: tag quota of per resource exceeded');
  await state.topics.put({ ...topic, tags });
  return {};
};

/** https://docs.aws.amazon.com/sns/latest/api/API_UntagResource.html */
export const untagResource = async (
  { ResourceArn, TagKeys = [] }: UntagResourceRequest,
  state: SnsState,
): Promise<Record<string, never>> => {
  const topic = requireResource(ResourceArn, state);
  const tags = Object.fromEntries(Object.entries(topic.tags).filter(([key]) => !TagKeys.includes(key)));
  await state.topics.put({ ...topic, tags });
  return {};
};

/** https://docs.aws.amazon.com/sns/latest/api/API_ListTagsForResource.html */
export const listTagsForResource = (
  { ResourceArn }: ListTagsForResourceRequest,
  state: SnsState,
): ListTagsForResourceResponse => ({
  Tags: Object.entries(requireResource(ResourceArn, state).tags).map(([Key, Value]) => ({ Key, Value })),
});
