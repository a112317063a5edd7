import type { SendMessageBatchRequest, SendMessageBatchResult, SendMessageBatchResultEntry } from '@aws-sdk/client-sqs';
import { AwsError } from '@sales-cdc/aws-wire';
import { eachEntry } from './batch.js';
import { sendTo } from './send-message.js';
import type { SqsState } from './sqs-state.js';

const MAXIMUM_BATCH_BYTES = 1_048_576;

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html */
export const sendMessageBatch = async (
  { QueueUrl, Entries }: SendMessageBatchRequest,
  { queues }: SqsState,
): Promise<SendMessageBatchResult> => {
  const queue = queues.require(QueueUrl);
  const sizeBytes = (Entries ?? []).reduce((size, { MessageBody }) => size + Buffer.byteLength(MessageBody ?? ''), 0);
  if (sizeBytes > MAXIMUM_BATCH_BYTES)
    throw new AwsError(
      'BatchRequestTooLong',
      `Batch requests cannot be longer than ${MAXIMUM_BATCH_BYTES} bytes. You have sent ${sizeBytes} bytes.`,
    );
  // A sent message always has its id and digest; the SDK's type of SendMessage leaves them open.
  return eachEntry(Entries, async (entry) => (await sendTo(queue, entry)) as Omit<SendMessageBatchResultEntry, 'Id'>);
};
