import type { SetSubscriptionAttributesInput } from '@aws-sdk/client-sns';
import type { SnsState } from './sns-state.js';
import { changedSettings } from './topic/subscription.js';

/** Holds from the next message on. https://docs.aws.amazon.com/sns/latest/api/API_SetSubscriptionAttributes.html */
export const setSubscriptionAttributes = async (
  { SubscriptionArn, AttributeName = '', AttributeValue }: SetSubscriptionAttributesInput,
  { topics }: SnsState,
): Promise<Record<string, never>> => {
  const before = topics.requireSubscription(SubscriptionArn);
  const { arn, topicArn, protocol, endpoint, origin, ...settings } = before;
  const changed = changedSettings(settings, { [AttributeName]: AttributeValue });
  await topics.putSubscription({
    arn,
    topicArn,
    protocol,
    endpoint,
    ...(origin !== undefined && { origin }),
    ...changed,
  });
  return {};
};
