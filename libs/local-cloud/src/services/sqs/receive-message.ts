import type { Message, ReceiveMessageRequest, ReceiveMessageResult } from '@aws-sdk/client-sqs';
import { attributesMd5, outputAttributes, wantedAttributes } from './queue/message-attributes.js';
import { bodyMd5 } from './queue/message-body.js';
import type { ReceivedMessage } from './queue/queue.js';
import type { SqsState } from './sqs-state.js';
import { wholeNumber } from './whole-number.js';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html */
export const receiveMessage = async (
  input: ReceiveMessageRequest,
  { queues, context }: SqsState,
): Promise<ReceiveMessageResult> => {
  const queue = queues.require(input.QueueUrl);
  const maximum = wholeNumber(input.MaxNumberOfMessages, 'MaxNumberOfMessages', 1, 10) ?? 1;
  const visibilityTimeout = wholeNumber(input.VisibilityTimeout, 'VisibilityTimeout', 0, 43_200);
  const waitSeconds =
    wholeNumber(input.WaitTimeSeconds, 'WaitTimeSeconds', 0, 20) ?? queue.attributes.ReceiveMessageWaitTimeSeconds;

  const deadlineMs = context.clock.elapsedMs() + waitSeconds * 1000;
  for (;;) {
    const received = await queue.receive(maximum, visibilityTimeout);
    const remainingMs = deadlineMs - context.clock.elapsedMs();
    if (received.length > 0)
      return { Messages: received.map((message) => outputMessage(message, input, context.accountId)) };
    if (remainingMs <= 0 || queue.closed) return {};
    await queue.waitForMessage(remainingMs);
  }
};

const outputMessage = (
  { stored, receiptHandle, ...receipt }: ReceivedMessage,
  input: ReceiveMessageRequest,
  accountId: string,
): Message => {
  const attributes = systemAttributes({ stored, receiptHandle, ...receipt }, input, accountId);
  const messageAttributes = wantedAttributes(stored.attributes, input.MessageAttributeNames ?? []);
  const md5OfAttributes = attributesMd5(messageAttributes);
  return {
    MessageId: stored.messageId,
    ReceiptHandle: receiptHandle,
    MD5OfBody: bodyMd5(stored.body),
    Body: stored.body,
    ...(Object.keys(attributes).length > 0 && { Attributes: attributes }),
    ...(md5OfAttributes !== undefined && {
      MD5OfMessageAttributes: md5OfAttributes,
      MessageAttributes: outputAttributes(messageAttributes),
    }),
  };
};

const systemAttributes = (
  { stored, receiveCount, firstReceivedAtMs }: ReceivedMessage,
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- older clients still ask by AttributeNames
  { AttributeNames = [], MessageSystemAttributeNames = [] }: ReceiveMessageRequest,
  accountId: string,
): NonNullable<Message['Attributes']> => {
  const all = {
    // Differs: AWS names the user or role that sent it; callers are not told apart here.
    SenderId: accountId,
    SentTimestamp: String(stored.sentAtMs),
    ApproximateReceiveCount: String(receiveCount),
    ApproximateFirstReceiveTimestamp: String(firstReceivedAtMs),
    ...(stored.deadLetterSourceArn !== undefined && { DeadLetterQueueSourceArn: stored.deadLetterSourceArn }),
  };
  const wanted: readonly string[] = [...AttributeNames, ...MessageSystemAttributeNames];
  return Object.fromEntries(Object.entries(all).filter(([name]) => wanted.includes('All') || wanted.includes(name)));
};
