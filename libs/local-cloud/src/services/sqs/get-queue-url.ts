import type { GetQueueUrlRequest, GetQueueUrlResult } from '@aws-sdk/client-sqs';
import { queueDoesNotExist } from './sqs-errors.js';
import type { SqsState } from './sqs-state.js';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueUrl.html */
export const getQueueUrl = (
  { QueueName, QueueOwnerAWSAccountId }: GetQueueUrlRequest,
  { queues, context }: SqsState,
): GetQueueUrlResult => {
  const queue = queues.find(QueueName ?? '');
  if (!queue || (QueueOwnerAWSAccountId ?? context.accountId) !== context.accountId) throw queueDoesNotExist();
  return { QueueUrl: queues.url(queue) };
};
