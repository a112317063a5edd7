import type { DeleteQueueRequest } from '@aws-sdk/client-sqs';
import type { SqsState } from './sqs-state.js';

/**
 * With all its messages. Differs: AWS takes up to a minute; here the queue is gone at once.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteQueue.html
 */
export const deleteQueue = async (
  { QueueUrl }: DeleteQueueRequest,
  { queues }: SqsState,
): Promise<Record<string, never>> => {
  await queues.remove(queues.require(QueueUrl));
  return {};
};
