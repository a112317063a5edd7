import type {
  ListQueueTagsRequest,
  ListQueueTagsResult,
  TagQueueRequest,
  UntagQueueRequest,
} from '@aws-sdk/client-sqs';
import { invalidParameter } from './sqs-errors.js';
import type { SqsState } from './sqs-state.js';

const MAXIMUM_TAGS = 50;

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_TagQueue.html */
export const tagQueue = async (
  { QueueUrl, Tags = {} }: TagQueueRequest,
  { queues }: SqsState,
): Promise<Record<string, never>> => {
  const queue = queues.require(QueueUrl);
  const tags = { ...queues.settings(queue).tags, ...Tags };
  if (Object.keys(tags).length > MAXIMUM_TAGS)
    throw invalidParameter(
      `Too many tags added for queue ${queue.name}. Maximum number of tags allowed is ${MAXIMUM_TAGS}.`,
    );
  await queues.setTags(queue, tags);
  return {};
};

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_UntagQueue.html */
export const untagQueue = async (
  { QueueUrl, TagKeys = [] }: UntagQueueRequest,
  { queues }: SqsState,
): Promise<Record<string, never>> => {
  const queue = queues.require(QueueUrl);
  const tags = Object.entries(queues.settings(queue).tags ?? {}).filter(([key]) => !TagKeys.includes(key));
  await queues.setTags(queue, Object.fromEntries(tags));
  return {};
};

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListQueueTags.html */
export const listQueueTags = ({ QueueUrl }: ListQueueTagsRequest, { queues }: SqsState): ListQueueTagsResult => {
  const { tags = {} } = queues.settings(queues.require(QueueUrl));
  return Object.keys(tags).length === 0 ? {} : { Tags: { ...tags } };
};
