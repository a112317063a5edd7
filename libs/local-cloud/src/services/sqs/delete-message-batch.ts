import type { DeleteMessageBatchRequest, DeleteMessageBatchResult } from '@aws-sdk/client-sqs';
import { eachEntry } from './batch.js';
import { missingParameter } from './sqs-errors.js';
import type { SqsState } from './sqs-state.js';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteMessageBatch.html */
export const deleteMessageBatch = async (
  { QueueUrl, Entries }: DeleteMessageBatchRequest,
  { queues }: SqsState,
): Promise<DeleteMessageBatchResult> => {
  const queue = queues.require(QueueUrl);
  return eachEntry(Entries, async ({ ReceiptHandle }) => {
    if (ReceiptHandle === undefined) throw missingParameter('ReceiptHandle');
    await queue.delete(ReceiptHandle);
    return {};
  });
};
