import { isDeepStrictEqual } from 'node:util';
import type { CreateQueueRequest, CreateQueueResult } from '@aws-sdk/client-sqs';
import { AwsError } from '@sales-cdc/aws-wire';
import { queueAttributes } from './queue/queue-attributes.js';
import { missingParameter } from './sqs-errors.js';
import type { SqsState } from './sqs-state.js';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html */
export const createQueue = async (
  { QueueName, Attributes = {}, tags }: CreateQueueRequest,
  { queues }: SqsState,
): Promise<CreateQueueResult> => {
  if (QueueName === undefined) throw missingParameter('QueueName');
  const attributes = queueAttributes(Attributes);
  const existing = queues.find(QueueName);
  if (existing && !isDeepStrictEqual(existing.attributes, attributes))
    throw new AwsError('QueueNameExists', `A queue named ${QueueName} exists already with other attributes.`);
  if (existing) return { QueueUrl: queues.url(existing) };
  const queue = await queues.createOrUpdate(QueueName, attributes);
  if (tags !== undefined) await queues.setTags(queue, tags);
  return { QueueUrl: queues.url(queue) };
};
