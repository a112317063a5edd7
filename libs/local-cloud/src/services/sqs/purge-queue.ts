import type { PurgeQueueRequest } from '@aws-sdk/client-sqs';
import type { SqsState } from './sqs-state.js';

/**
 * Differs: AWS takes up to a minute and refuses a second purge within it; here the queue is empty at once.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_PurgeQueue.html
 */
export const purgeQueue = async (
  { QueueUrl }: PurgeQueueRequest,
  { queues }: SqsState,
): Promise<Record<string, never>> => {
  await queues.require(QueueUrl).purge();
  return {};
};
