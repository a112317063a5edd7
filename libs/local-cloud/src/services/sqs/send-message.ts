import type { SendMessageBatchRequestEntry, SendMessageRequest, SendMessageResult } from '@aws-sdk/client-sqs';
import { attributesMd5, storedAttributes } from './queue/message-attributes.js';
import { bodyMd5, checkedBody } from './queue/message-body.js';
import type { Queue } from './queue/queue.js';
import { unsupported } from './sqs-errors.js';
import type { SqsState } from './sqs-state.js';
import { wholeNumber } from './whole-number.js';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
export const sendMessage = async (input: SendMessageRequest, { queues }: SqsState): Promise<SendMessageResult> =>
  sendTo(queues.require(input.QueueUrl), input);

/** Sends one message, or one entry of a batch. */
export const sendTo = async (
  queue: Queue,
  input: Omit<SendMessageBatchRequestEntry, 'Id'>,
): Promise<SendMessageResult> => {
  const { MessageBody, MessageAttributes = {}, DelaySeconds } = input;
  // Differs: fair queues (a MessageGroupId on a standard queue) and system attributes are refused instead of taken.
  for (const name of ['MessageGroupId', 'MessageDeduplicationId', 'MessageSystemAttributes'] as const)
    if (input[name] !== undefined) throw unsupported(name);
  const attributes = storedAttributes(MessageAttributes);
  const body = checkedBody(MessageBody);
  const stored = await queue.send(body, attributes, wholeNumber(DelaySeconds, 'DelaySeconds', 0, 900));
  const md5OfAttributes = attributesMd5(attributes);
  return {
    MessageId: stored.messageId,
    MD5OfMessageBody: bodyMd5(body),
    ...(md5OfAttributes !== undefined && { MD5OfMessageAttributes: md5OfAttributes }),
  };
};
