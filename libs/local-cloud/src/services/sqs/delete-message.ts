import type { DeleteMessageRequest } from '@aws-sdk/client-sqs';
import { missingParameter } from './sqs-errors.js';
import type { SqsState } from './sqs-state.js';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteMessage.html */
export const deleteMessage = async (
  { QueueUrl, ReceiptHandle }: DeleteMessageRequest,
  { queues }: SqsState,
): Promise<Record<string, never>> => {
  if (ReceiptHandle === undefined) throw missingParameter('ReceiptHandle');
  await queues.require(QueueUrl).delete(ReceiptHandle);
  return {};
};
