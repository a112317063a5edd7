import type { ListTopicsInput, ListTopicsResponse } from '@aws-sdk/client-sns';
import { pageOf } from './page.js';
import type { SnsState } from './sns-state.js';

/** https://docs.aws.amazon.com/sns/latest/api/API_ListTopics.html */
export const listTopics = ({ NextToken: token }: ListTopicsInput, { topics }: SnsState): ListTopicsResponse => {
  const { page, ...more } = pageOf(topics.all, token);
  return { Topics: page.map(({ arn }) => ({ TopicArn: arn })), ...more };
};
