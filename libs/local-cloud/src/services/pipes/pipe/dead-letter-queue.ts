import type { PipesPorts } from '../ports.js';
import type { DeadLetterCondition } from '../../stream-poller/poller-context.js';
import type { StreamEvent } from '../../stream-poller/stream-event.js';

/** Where the events come from. */
export interface DeadLetterSource {
  readonly pipeArn: string;
  readonly streamArn: string;
  readonly shardId: string;
}

/**
 * The message that Pipes sends for records given up: it points into the stream and does not carry the records.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-batching-concurrency.html
 */
export const deadLetterMessage = (
  { pipeArn, streamArn, shardId }: DeadLetterSource,
  events: readonly StreamEvent[],
  condition: DeadLetterCondition,
  nowMs: number,
): string => {
  const first = events[0];
  const last = events.at(-1);
  return JSON.stringify({
    context: { partnerResourceArn: pipeArn, condition },
    version: '1.0',
    timestamp: wholeSeconds(nowMs),
    DDBStreamBatchInfo: {
      shardId,
      startSequenceNumber: first?.sequenceNumber,
      endSequenceNumber: last?.sequenceNumber,
      approximateArrivalOfFirstRecord: wholeSeconds(first?.createdAtMs ?? nowMs),
      approximateArrivalOfLastRecord: wholeSeconds(last?.createdAtMs ?? nowMs),
      batchSize: events.length,
      streamArn,
    },
  });
};

/** `2024-03-08T00:00:00Z` */
const wholeSeconds = (timestampMs: number): string => `${new Date(timestampMs).toISOString().slice(0, 19)}Z`;

/** Sends a message to the queue of that ARN. Throws what SQS answers. */
export const sendToQueue = async (queueArn: string, body: string, sqs: PipesPorts['sqs']): Promise<void> => {
  const { QueueUrl } = await queueOf(queueArn, sqs);
  await sqs.SendMessage({ QueueUrl, MessageBody: body });
};

/** The queue's URL. Throws QueueDoesNotExist. */
export const queueOf = (queueArn: string, sqs: PipesPorts['sqs']): ReturnType<PipesPorts['sqs']['GetQueueUrl']> => {
  const [, , , , account, name] = queueArn.split(':');
  return sqs.GetQueueUrl({ QueueName: name, QueueOwnerAWSAccountId: account });
};
