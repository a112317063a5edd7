import type { GetTopicAttributesInput, GetTopicAttributesResponse } from '@aws-sdk/client-sns';
import type { SnsState } from './sns-state.js';

/**
 * Differs: no EffectiveDeliveryPolicy, and a Policy only where the template has one.
 * https://docs.aws.amazon.com/sns/latest/api/API_GetTopicAttributes.html
 */
export const getTopicAttributes = (
  { TopicArn }: GetTopicAttributesInput,
  { topics, ports, context }: SnsState,
): GetTopicAttributesResponse => {
  const { arn, displayName, subscriptions } = topics.require(TopicArn);
  const policy = ports.policyOf(arn);
  return {
    Attributes: {
      TopicArn: arn,
      Owner: context.accountId,
      DisplayName: displayName,
      SubscriptionsConfirmed: String(subscriptions.length),
      SubscriptionsPending: '0',
      SubscriptionsDeleted: '0',
      ...(policy !== undefined && { Policy: JSON.stringify(policy) }),
    },
  };
};
