import type { SetTopicAttributesInput } from '@aws-sdk/client-sns';
import { topicAttributes } from './create-topic.js';
import type { SnsState } from './sns-state.js';

/** https://docs.aws.amazon.com/sns/latest/api/API_SetTopicAttributes.html */
export const setTopicAttributes = async (
  { TopicArn, AttributeName = '', AttributeValue }: SetTopicAttributesInput,
  { topics }: SnsState,
): Promise<Record<string, never>> => {
  const topic = topics.require(TopicArn);
  await topics.put({ ...topic, ...topicAttributes({ [AttributeName]: AttributeValue ?? '' }) });
  return {};
};
