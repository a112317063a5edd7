import type {
  ListSubscriptionsByTopicInput,
  ListSubscriptionsInput,
  ListSubscriptionsResponse,
  Subscription as Description,
} from '@aws-sdk/client-sns';
import { pageOf } from './page.js';
import type { SnsState } from './sns-state.js';
import type { Subscription } from './topic/subscription.js';

/** https://docs.aws.amazon.com/sns/latest/api/API_ListSubscriptions.html */
export const listSubscriptions = (
  { NextToken: token }: ListSubscriptionsInput,
  { topics, context }: SnsState,
): ListSubscriptionsResponse => pageOfSubscriptions(topics.subscriptions, token, context.accountId);

/** https://docs.aws.amazon.com/sns/latest/api/API_ListSubscriptionsByTopic.html */
export const listSubscriptionsByTopic = (
  { TopicArn, NextToken: token }: ListSubscriptionsByTopicInput,
  { topics, context }: SnsState,
): ListSubscriptionsResponse => {
  const { arn } = topics.require(TopicArn);
  const ofTopic = topics.subscriptions.filter(({ topicArn }) => topicArn === arn);
  return pageOfSubscriptions(ofTopic, token, context.accountId);
};

const pageOfSubscriptions = (
  subscriptions: readonly Subscription[],
  token: string | undefined,
  owner: string,
): ListSubscriptionsResponse => {
  const { page, ...more } = pageOf(subscriptions, token);
  return { Subscriptions: page.map((one) => describe(one, owner)), ...more };
};

const describe = ({ arn, topicArn, protocol, endpoint }: Subscription, Owner: string): Description => ({
  SubscriptionArn: arn,
  Owner,
  Protocol: protocol,
  Endpoint: endpoint,
  TopicArn: topicArn,
});
