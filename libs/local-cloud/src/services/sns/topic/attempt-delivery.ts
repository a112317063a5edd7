import { isAccessDenied } from '../../../core/authorization/access-denied.js';
import type { SnsState } from '../sns-state.js';
import { deliver, deliverToDeadLetters, isForGood } from './deliver.js';
import type { Attempt } from './deliveries.js';
import type { PublishedMessage } from './message.js';
import type { Subscription } from './subscription.js';

type DeliveryState = Pick<SnsState, 'context' | 'ports' | 'topics' | 'counts'>;

/** One try to bring a message to a subscriber. What can never be delivered goes to the dead-letter queue, or is lost as on AWS. */
export const attemptDelivery =
  (state: DeliveryState) =>
  async (message: PublishedMessage, subscriptionArn: string, isLast: boolean): Promise<Attempt> => {
    const { topics, ports, counts } = state;
    const subscription = topics.findSubscription(subscriptionArn);
    // Whoever has unsubscribed gets nothing more.
    if (!subscription) return 'done';
    try {
      await deliver(message, subscription, ports.subscribersOf(message.topicArn), ports.endpointUrl());
      counts.add(message.topicArn, 'delivered');
      return 'done';
    } catch (error) {
      if (!isForGood(error) && !isLast) return 'again';
      return giveUp(message, subscription, error, state);
    }
  };

const giveUp = async (
  message: PublishedMessage,
  subscription: Subscription,
  reason: unknown,
  state: DeliveryState,
): Promise<Attempt> => {
  const { ports, counts } = state;
  const { deadLetterQueueArn } = subscription;
  counts.add(message.topicArn, 'failed');
  // IAM has told what it has refused.
  if (!isAccessDenied(reason)) tell(subscription, 'cannot be reached', reason, state);
  if (deadLetterQueueArn === undefined) return 'done';
  try {
    const subscribers = ports.subscribersOf(message.topicArn);
    await deliverToDeadLetters(message, subscription, deadLetterQueueArn, subscribers, ports.endpointUrl());
  } catch (error) {
    if (!isAccessDenied(error)) tell(subscription, 'has a dead-letter queue that takes nothing', error, state);
  }
  return 'done';
};

const tell = ({ endpoint, topicArn }: Subscription, what: string, error: unknown, { context }: DeliveryState): void => {
  const reason = error instanceof Error ? error.message : String(error);
  const resource = topicArn.split(':').at(-1) ?? '';
  context.observer.problem?.({ service: 'SNS', resource, message: `The subscriber ${endpoint} ${what}: ${reason}` });
};
