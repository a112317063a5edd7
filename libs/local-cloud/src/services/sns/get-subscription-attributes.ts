import type { GetSubscriptionAttributesInput, GetSubscriptionAttributesResponse } from '@aws-sdk/client-sns';
import type { SnsState } from './sns-state.js';

/** https://docs.aws.amazon.com/sns/latest/api/API_GetSubscriptionAttributes.html */
export const getSubscriptionAttributes = (
  { SubscriptionArn }: GetSubscriptionAttributesInput,
  { topics, context }: SnsState,
): GetSubscriptionAttributesResponse => {
  const { filterPolicy, deadLetterQueueArn, ...subscription } = topics.requireSubscription(SubscriptionArn);
  return {
    Attributes: {
      SubscriptionArn: subscription.arn,
      TopicArn: subscription.topicArn,
      Owner: context.accountId,
      Protocol: subscription.protocol,
      Endpoint: subscription.endpoint,
      PendingConfirmation: 'false',
      ConfirmationWasAuthenticated: 'true',
      RawMessageDelivery: String(subscription.rawMessageDelivery),
      ...(filterPolicy !== undefined && {
        FilterPolicy: filterPolicy,
        FilterPolicyScope: subscription.filterPolicyScope,
      }),
      ...(deadLetterQueueArn !== undefined && {
        RedrivePolicy: JSON.stringify({ deadLetterTargetArn: deadLetterQueueArn }),
      }),
    },
  };
};
