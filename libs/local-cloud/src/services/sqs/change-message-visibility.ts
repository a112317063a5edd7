import type { ChangeMessageVisibilityRequest } from '@aws-sdk/client-sqs';
import { AwsError } from '@sales-cdc/aws-wire';
import { missingParameter } from './sqs-errors.js';
import type { SqsState } from './sqs-state.js';
import { wholeNumber } from './whole-number.js';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibility.html */
export const changeMessageVisibility = (
  { QueueUrl, ReceiptHandle, VisibilityTimeout }: ChangeMessageVisibilityRequest,
  { queues }: SqsState,
): Record<string, never> => {
  const queue = queues.require(QueueUrl);
  if (ReceiptHandle === undefined) throw missingParameter('ReceiptHandle');
  const timeoutSeconds = wholeNumber(VisibilityTimeout, 'VisibilityTimeout', 0, 43_200);
  if (timeoutSeconds === undefined) throw missingParameter('VisibilityTimeout');
  if (!queue.changeVisibility(ReceiptHandle, timeoutSeconds))
    throw new AwsError('MessageNotInflight', 'The message referred to is not in flight.');
  return {};
};
