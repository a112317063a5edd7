import type { SetQueueAttributesRequest } from '@aws-sdk/client-sqs';
import { missingParameter } from './sqs-errors.js';
import type { SqsState } from './sqs-state.js';
import { queueAttributes } from './queue/queue-attributes.js';

/** What is not named stays. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html */
export const setQueueAttributes = async (
  { QueueUrl, Attributes }: SetQueueAttributesRequest,
  { queues }: SqsState,
): Promise<Record<string, never>> => {
  const queue = queues.require(QueueUrl);
  if (Attributes === undefined) throw missingParameter('Attributes');
  await queues.createOrUpdate(queue.name, queueAttributes({ ...queue.attributes, ...Attributes }));
  return {};
};
