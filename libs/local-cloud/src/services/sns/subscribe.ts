import { isDeepStrictEqual } from 'node:util';
import type { SubscribeInput, SubscribeResponse } from '@aws-sdk/client-sns';
import { randomUuid } from '../../core/random-uuid.js';
import { invalidParameter } from './sns-errors.js';
import type { SnsState } from './sns-state.js';
import { changedSettings, checkedEndpoint, DEFAULT_SETTINGS, type Subscription } from './topic/subscription.js';

/** Queues and functions need no confirmation. https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html */
export const subscribe = async (
  { TopicArn, Protocol, Endpoint, Attributes = {} }: SubscribeInput,
  { topics, context }: SnsState,
): Promise<SubscribeResponse> => {
  const endpoint = checkedEndpoint(Protocol, Endpoint);
  const settings = changedSettings(DEFAULT_SETTINGS, Attributes);
  const { arn: topicArn, subscriptions } = topics.require(TopicArn);
  const existing = subscriptions.find(
    (one) => one.protocol === endpoint.protocol && one.endpoint === endpoint.endpoint,
  );
  if (existing) return { SubscriptionArn: unchanged(existing, settings) };
  const arn = `${topicArn}:${randomUuid(context.random)}`;
  await topics.putSubscription({ arn, topicArn, ...endpoint, ...settings });
  return { SubscriptionArn: arn };
};

const unchanged = (existing: Subscription, settings: object): string => {
  const { arn, topicArn: _topic, protocol: _protocol, endpoint: _endpoint, origin: _origin, ...before } = existing;
  if (!isDeepStrictEqual(before, settings))
    throw invalidParameter('Attributes Reason: Subscription already exists with different attributes');
  return arn;
};
