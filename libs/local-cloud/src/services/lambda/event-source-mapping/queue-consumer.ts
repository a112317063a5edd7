import type { Message } from '@aws-sdk/client-sqs';
import { AwsError } from '@sales-cdc/aws-wire';
import { BackgroundTask } from '../../../core/background-task.js';
import type { Clock } from '../../../core/clock.js';
import type { EventPattern } from '../../event-pattern/event-pattern.js';
import type { Consumer, ConsumerWatch } from './consumer.js';
import { recordsPayload, type InvokeFunction } from './function-target.js';
import { itemFailures } from './item-failures.js';
import { filterView, queueEvent, type EventOrigin } from './mapping-events.js';
import type { MappingPorts } from './mapping-ports.js';

/** Differs: AWS polls a queue by long polls; here it looks so often. */
const POLL_PAUSE_MS = 250;
/** Differs: AWS begins with five and goes up to the account's concurrency. */
const INVOCATIONS_AT_A_TIME = 5;
const CALL_MESSAGES = 10;
const MAXIMUM_PAYLOAD_BYTES = 6 * 1024 * 1024;

export interface QueueConsumerOptions {
  readonly queueUrl: string;
  readonly origin: EventOrigin;
  readonly sqs: MappingPorts['sqs'];
  readonly invoke: InvokeFunction;
  readonly filter: EventPattern;
  readonly batchSize: number;
  readonly batchingWindowMs: number;
  readonly reportsItemFailures: boolean;
  readonly maximumConcurrency: number | undefined;
  readonly clock: Clock;
  readonly watch: ConsumerWatch;
}

/**
 * Reads a queue. A message is deleted when the function has succeeded with it or the filter does not take it; else it
 * comes back after its visibility timeout, and goes to the queue's dead-letter queue when it has come too often.
 */
export class QueueConsumer implements Consumer {
  readonly counts = { read: 0, filtered: 0, delivered: 0, failed: 0 };
  readonly #held: { readonly message: Message; readonly data: Uint8Array }[] = [];
  readonly #running = new Set<Promise<void>>();
  #openedAtMs = 0;
  #task: BackgroundTask | undefined;

  constructor(private readonly options: QueueConsumerOptions) {}

  start(): void {
    this.#task ??= new BackgroundTask((signal) => this.poll(signal), {
      pauseMs: POLL_PAUSE_MS,
      clock: this.options.clock,
      onError: (error) => this.#report(error),
    });
  }

  async stop(): Promise<void> {
    await this.#task?.[Symbol.asyncDispose]();
    this.#task = undefined;
    await this.settled();
  }

  async pending(): Promise<number> {
    const { sqs, queueUrl: QueueUrl } = this.options;
    const { Attributes = {} } = await sqs.GetQueueAttributes({ QueueUrl, AttributeNames: ['All'] }).catch(queueGone);
    return (
      Number(Attributes['ApproximateNumberOfMessages'] ?? 0) +
      Number(Attributes['ApproximateNumberOfMessagesNotVisible'] ?? 0) +
      Number(Attributes['ApproximateNumberOfMessagesDelayed'] ?? 0)
    );
  }

  /** Takes batches that are due, and starts an invocation for each while there is room. */
  async poll(signal?: AbortSignal): Promise<void> {
    const most = Math.min(this.options.maximumConcurrency ?? INVOCATIONS_AT_A_TIME, INVOCATIONS_AT_A_TIME);
    while (this.#running.size < most && signal?.aborted !== true) {
      await this.#receive();
      const batch = this.#takeDue();
      if (!batch) return;
      const running = this.#process(batch)
        .catch((error: unknown) => this.#report(error))
        .finally(() => this.#running.delete(running));
      this.#running.add(running);
    }
  }

  /** Resolves when no invocation is under way. */
  async settled(): Promise<void> {
    await Promise.all(this.#running);
  }

  async #receive(): Promise<void> {
    const { sqs, queueUrl: QueueUrl, batchSize } = this.options;
    while (this.#held.length < batchSize) {
      const { Messages = [] } = await sqs.ReceiveMessage({
        QueueUrl,
        MaxNumberOfMessages: Math.min(CALL_MESSAGES, batchSize - this.#held.length),
        WaitTimeSeconds: 0,
        MessageSystemAttributeNames: ['All'],
        MessageAttributeNames: ['All'],
      });
      if (Messages.length === 0) return;
      await this.#hold(Messages);
    }
  }

  async #hold(messages: readonly Message[]): Promise<void> {
    const { origin, filter, clock } = this.options;
    const events = messages.map((message) => ({ message, event: queueEvent(message, origin) }));
    const taken = events.filter(({ message, event }) => filter(filterView(event, message.Body)));
    const passed = events.filter((one) => !taken.includes(one)).map(({ message }) => message);
    this.counts.read += messages.length;
    this.counts.filtered += passed.length;
    if (this.#held.length === 0) this.#openedAtMs = clock.elapsedMs();
    this.#held.push(...taken.map(({ message, event }) => ({ message, data: Buffer.from(JSON.stringify(event)) })));
    await this.#delete(passed);
  }

  #takeDue(): readonly { readonly message: Message; readonly data: Uint8Array }[] | undefined {
    const { batchSize, batchingWindowMs, clock } = this.options;
    const isFull = this.#held.length >= batchSize || this.#fitting() < this.#held.length;
    const isDue = isFull || clock.elapsedMs() - this.#openedAtMs >= batchingWindowMs;
    if (this.#held.length === 0 || !isDue) return undefined;
    return this.#held.splice(0, Math.max(1, this.#fitting()));
  }

  /** How many of the messages held fit into one invocation. */
  #fitting(): number {
    let bytes = 0;
    const over = this.#held.findIndex(({ data }) => (bytes += data.byteLength) > MAXIMUM_PAYLOAD_BYTES);
    return over < 0 ? this.#held.length : over;
  }

  async #process(batch: readonly { readonly message: Message; readonly data: Uint8Array }[]): Promise<void> {
    const { invoke, reportsItemFailures, watch } = this.options;
    const messages = batch.map(({ message }) => message);
    const answer = await invoke(recordsPayload(batch.map(({ data }) => data)));
    const ids = new Set(messages.map(({ MessageId = '' }) => MessageId));
    const failures = answer.failed
      ? 'all'
      : reportsItemFailures
        ? itemFailures(answer.payload, ids)
        : new Set<string>();
    const done = failures === 'all' ? [] : messages.filter(({ MessageId = '' }) => !failures.has(MessageId));
    this.counts.delivered += done.length;
    this.counts.failed += messages.length - done.length;
    await this.#delete(done);
    if (done.length < messages.length)
      watch.onProblem(`The function failed with ${messages.length - done.length} of ${messages.length} messages.`);
    else watch.onSuccess();
  }

  async #delete(messages: readonly Message[]): Promise<void> {
    const { sqs, queueUrl: QueueUrl } = this.options;
    for (let from = 0; from < messages.length; from += CALL_MESSAGES) {
      const Entries = messages
        .slice(from, from + CALL_MESSAGES)
        .map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
      await sqs.DeleteMessageBatch({ QueueUrl, Entries });
    }
  }

  #report(error: unknown): void {
    this.options.watch.onProblem(error instanceof Error ? error.message : String(error));
  }
}

const queueGone = (error: unknown): { readonly Attributes?: Record<string, string> } => {
  if (error instanceof AwsError && error.code === 'QueueDoesNotExist') return {};
  throw error;
};
