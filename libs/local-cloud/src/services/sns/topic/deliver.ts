import { AwsError } from '@sales-cdc/aws-wire';
import { isAccessDenied } from '../../../core/authorization/access-denied.js';
import type { SubscriberPorts } from '../ports.js';
import { bodyFor, functionEvent, notification, notificationText, type PublishedMessage } from './message.js';
import type { Subscription } from './subscription.js';

/** Brings a message to one subscriber. Throws what the subscriber's service answers. */
export const deliver = async (
  message: PublishedMessage,
  subscription: Subscription,
  { sqs, lambda }: SubscriberPorts,
  endpointUrl: string,
): Promise<void> => {
  const { protocol, endpoint, arn: subscriptionArn } = subscription;
  const told = notification(message, { protocol, subscriptionArn, endpointUrl });
  if (protocol === 'lambda') {
    const Payload = Buffer.from(JSON.stringify(functionEvent(told, subscriptionArn)));
    await lambda.Invoke({ FunctionName: endpoint, InvocationType: 'Event', Payload });
    return;
  }
  const { rawMessageDelivery } = subscription;
  await sendToQueue(endpoint, rawMessageDelivery ? rawMessage(message) : { MessageBody: notificationText(told) }, sqs);
};

/** Sends what a subscriber cannot get to the subscription's dead-letter queue, as the subscriber would have got it. */
export const deliverToDeadLetters = (
  message: PublishedMessage,
  subscription: Subscription,
  deadLetterQueueArn: string,
  { sqs }: SubscriberPorts,
  endpointUrl: string,
): Promise<void> => {
  const told = notification(message, { protocol: 'sqs', subscriptionArn: subscription.arn, endpointUrl });
  const isRaw = subscription.rawMessageDelivery;
  return sendToQueue(deadLetterQueueArn, isRaw ? rawMessage(message) : { MessageBody: notificationText(told) }, sqs);
};

type QueueMessage = Pick<Parameters<SubscriberPorts['sqs']['SendMessage']>[0], 'MessageBody' | 'MessageAttributes'>;

const sendToQueue = async (queueArn: string, message: QueueMessage, sqs: SubscriberPorts['sqs']): Promise<void> => {
  const [, , , , account, name] = queueArn.split(':');
  const { QueueUrl } = await sqs.GetQueueUrl({ QueueName: name, QueueOwnerAWSAccountId: account });
  await sqs.SendMessage({ QueueUrl, ...message });
};

const rawMessage = (message: PublishedMessage): QueueMessage => ({
  MessageBody: bodyFor(message, 'sqs'),
  MessageAttributes: Object.fromEntries(
    Object.entries(message.attributes).map(([name, { dataType, text, binary }]) => [
      name,
      {
        DataType: dataType,
        ...(text !== undefined && { StringValue: text }),
        ...(binary !== undefined && { BinaryValue: Buffer.from(binary, 'base64') }),
      },
    ]),
  ),
});

/**
 * Whether the fault lies with the subscription: a subscriber that is gone or lets nobody in. Such a delivery is not tried
 * again. https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html
 */
export const isForGood = (error: unknown): boolean =>
  isAccessDenied(error) ||
  (error instanceof AwsError && error.status < 500 && error.status !== 429 && error.code !== 'OverLimit');
