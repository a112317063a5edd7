import type { ChangeMessageVisibilityBatchRequest, ChangeMessageVisibilityBatchResult } from '@aws-sdk/client-sqs';
import { eachEntry } from './batch.js';
import { changeMessageVisibility } from './change-message-visibility.js';
import type { SqsState } from './sqs-state.js';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibilityBatch.html */
export const changeMessageVisibilityBatch = async (
  { QueueUrl, Entries }: ChangeMessageVisibilityBatchRequest,
  state: SqsState,
): Promise<ChangeMessageVisibilityBatchResult> => {
  state.queues.require(QueueUrl);
  return eachEntry(Entries, async ({ ReceiptHandle, VisibilityTimeout }) =>
    changeMessageVisibility({ QueueUrl, ReceiptHandle, VisibilityTimeout }, state),
  );
};
