import type { DeleteTopicInput } from '@aws-sdk/client-sns';
import type { SnsState } from './sns-state.js';

/** With its subscriptions; a topic that is not there is no error. https://docs.aws.amazon.com/sns/latest/api/API_DeleteTopic.html */
export const deleteTopic = async (
  { TopicArn = '' }: DeleteTopicInput,
  { topics }: SnsState,
): Promise<Record<string, never>> => {
  const topic = topics.find(TopicArn);
  if (topic) await topics.remove(topic);
  return {};
};
