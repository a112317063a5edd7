import { isServiceError } from '../shard-range/service-error.js';
import type { MessageQueue, QueueMessage } from './ports.js';

export interface DrainQueueOptions {
  readonly queue: MessageQueue;
  readonly queueUrl: string;
  /** How long to wait for a message when none is there at once, in seconds; AWS looks everywhere only when it may wait. */
  readonly waitSeconds?: number;
  /** Looks and tells, and changes nothing. */
  readonly dryRun?: boolean;
  readonly onMessage?: (messageId: string) => void;
}

export interface DrainedQueue {
  /** Messages that were done and have left the queue; in a dry run those that would. */
  readonly done: number;
  /** Messages that stay in the queue, each with the reason. */
  readonly kept: readonly { readonly messageId: string; readonly reason: string }[];
}

/** Long enough for what a message asks; after a run that was cut short it can be received again. */
const VISIBILITY_SECONDS = 300;
const MOST_MESSAGES = 10;
/** What SQS says of a message that can be received again already, or that another has deleted. */
const ALREADY_FREE = ['MessageNotInflight', 'ReceiptHandleIsInvalid', 'InvalidParameterValue'];

/**
 * Hands the body of every message of a queue to `handle` once. A message goes when `handle` is done with it; it stays
 * when `handle` answers a reason, and can be received by others as soon as this ends.
 */
export const drainQueue = async (
  options: DrainQueueOptions,
  handle: (body: string | undefined) => Promise<string | undefined>,
): Promise<DrainedQueue> => {
  const { queue, queueUrl: QueueUrl, dryRun = false, onMessage } = options;
  const receipts = new Map<string, string>();
  const kept: { messageId: string; reason: string }[] = [];
  for (let fresh = await receive(options, receipts); fresh.length > 0; fresh = await receive(options, receipts)) {
    for (const { MessageId: messageId = '', ReceiptHandle = '', Body } of fresh) {
      receipts.set(messageId, ReceiptHandle);
      onMessage?.(messageId);
      const reason = await handle(Body);
      if (reason !== undefined) kept.push({ messageId, reason });
      else if (!dryRun) await queue.DeleteMessage({ QueueUrl, ReceiptHandle });
    }
  }
  const stays = dryRun ? [...receipts.keys()] : kept.map(({ messageId }) => messageId);
  for (const messageId of stays) await release(options, receipts.get(messageId) ?? '');
  return { done: receipts.size - kept.length, kept };
};

/** Messages that were not seen before; none when only known ones come back. */
const receive = async (
  { queue, queueUrl: QueueUrl, waitSeconds: WaitTimeSeconds = 0 }: DrainQueueOptions,
  seen: ReadonlyMap<string, string>,
): Promise<readonly QueueMessage[]> => {
  const { Messages = [] } = await queue.ReceiveMessage({
    QueueUrl,
    MaxNumberOfMessages: MOST_MESSAGES,
    VisibilityTimeout: VISIBILITY_SECONDS,
    WaitTimeSeconds,
  });
  return Messages.filter(({ MessageId = '' }) => !seen.has(MessageId));
};

const release = async ({ queue, queueUrl: QueueUrl }: DrainQueueOptions, ReceiptHandle: string): Promise<void> => {
  try {
    await queue.ChangeMessageVisibility({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 });
  } catch (error) {
    if (!isServiceError(error, ALREADY_FREE)) throw error;
  }
};
