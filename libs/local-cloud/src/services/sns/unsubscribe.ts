import type { UnsubscribeInput } from '@aws-sdk/client-sns';
import type { SnsState } from './sns-state.js';

/** A subscription that is not there is no error. https://docs.aws.amazon.com/sns/latest/api/API_Unsubscribe.html */
export const unsubscribe = async (
  { SubscriptionArn }: UnsubscribeInput,
  { topics }: SnsState,
): Promise<Record<string, never>> => {
  const subscription = topics.findSubscription(SubscriptionArn);
  if (subscription) await topics.removeSubscription(subscription);
  return {};
};
