import type { CloudContext } from '../../../core/cloud-context.js';
import { invalidParameter } from '../sqs-errors.js';
import { attributesSizeBytes, type StoredAttributes } from './message-attributes.js';
import type { MessageFiles, StoredMessage } from './message-files.js';
import type { QueueAttributes } from './queue-attributes.js';
import { randomUuid } from '../../../core/random-uuid.js';
import { decodeReceiptHandle, encodeReceiptHandle } from './receipt-handle.js';

/** A message in the queue. Who has received it is not kept on disk: after a restart it can be received again. */
interface HeldMessage {
  readonly stored: StoredMessage;
  /** By `clock.elapsedMs`. */
  hiddenUntilMs: number;
  receiveCount: number;
  firstReceivedAtMs: number | undefined;
  nonce: string | undefined;
}

export interface ReceivedMessage {
  readonly stored: StoredMessage;
  readonly receiptHandle: string;
  readonly receiveCount: number;
  readonly firstReceivedAtMs: number;
}

export interface QueueCounts {
  readonly visible: number;
  readonly delayed: number;
  readonly inFlight: number;
}

type QueueContext = Pick<CloudContext, 'clock' | 'random'>;

/** Where a queue finds others. */
export interface QueueNeighbours {
  /** This queue's own ARN. */
  readonly arn: string;
  find(queueArn: string): Queue | undefined;
}

/**
 * A standard queue.
 *
 * Law: a message that was sent is received again and again, at least once per visibility timeout, until it is deleted
 * or older than the retention; a restart does not change that.
 */
export class Queue {
  readonly #held = new Map<string, HeldMessage>();
  #arrival = new AbortController();
  #closed = false;
  #sent = 0;

  private constructor(
    readonly name: string,
    public attributes: QueueAttributes,
    private readonly files: MessageFiles,
    private readonly context: QueueContext,
    private readonly neighbours: QueueNeighbours,
  ) {}

  static async open(
    name: string,
    attributes: QueueAttributes,
    files: MessageFiles,
    context: QueueContext,
    neighbours: QueueNeighbours,
  ): Promise<Queue> {
    const queue = new Queue(name, attributes, files, context, neighbours);
    for (const stored of await files.readAll()) queue.#hold(stored);
    return queue;
  }

  /** Messages sent since the process started. */
  get sent(): number {
    return this.#sent;
  }

  /** Durable when it resolves. Throws an AwsError for a message over the queue's maximum. */
  async send(
    body: string,
    attributes: StoredAttributes,
    delaySeconds = this.attributes.DelaySeconds,
  ): Promise<StoredMessage> {
    const most = this.attributes.MaximumMessageSize;
    if (Buffer.byteLength(body) + attributesSizeBytes(attributes) > most)
      throw invalidParameter(`Message must be shorter than ${most} bytes.`);
    const stored = {
      messageId: this.#newMessageId(),
      body,
      attributes,
      sentAtMs: this.context.clock.now(),
      delaySeconds,
    };
    await this.files.keep(stored);
    this.#hold(stored);
    this.#sent += 1;
    this.#wakeReceivers();
    return stored;
  }

  /** Hands out up to that many visible messages and hides them. */
  async receive(
    maximum: number,
    visibilityTimeoutSeconds = this.attributes.VisibilityTimeout,
  ): Promise<readonly ReceivedMessage[]> {
    await this.#removeExpired();
    const received: ReceivedMessage[] = [];
    for (const message of [...this.#held.values()]) {
      if (received.length >= maximum) break;
      if (!this.#isVisible(message)) continue;
      const deadLetters = this.#deadLettersFor(message);
      if (deadLetters) {
        await this.#giveUp(message, deadLetters);
        continue;
      }
      received.push(this.#handOut(message, visibilityTimeoutSeconds));
      if (this.attributes.RedrivePolicy) await this.#keepReceipts(message);
    }
    return received;
  }

  /** Takes a message over from a queue that gave it up, as it is. Durable when it resolves. */
  async takeOver(stored: StoredMessage): Promise<void> {
    await this.files.keep(stored);
    this.#hold(stored);
    this.#wakeReceivers();
  }

  /** Deletes the message of the latest receipt. An older receipt, or a message gone already, changes nothing, as on AWS. */
  async delete(receiptHandle: string): Promise<void> {
    const message = this.#receivedBy(receiptHandle);
    if (message) await this.#remove(message.stored.messageId);
  }

  /** False when nobody holds the message by that receipt. */
  changeVisibility(receiptHandle: string, timeoutSeconds: number): boolean {
    const message = this.#receivedBy(receiptHandle);
    if (!message || !this.#isHidden(message)) return false;
    message.hiddenUntilMs = this.context.clock.elapsedMs() + timeoutSeconds * 1000;
    this.#wakeReceivers();
    return true;
  }

  async purge(): Promise<void> {
    for (const messageId of [...this.#held.keys()]) await this.#remove(messageId);
  }

  async counts(): Promise<QueueCounts> {
    await this.#removeExpired();
    const messages = [...this.#held.values()];
    const inFlight = messages.filter((message) => this.#isHidden(message)).length;
    const delayed = messages.filter((message) => !this.#isHidden(message) && this.#delayMs(message) > 0).length;
    return { visible: messages.length - inFlight - delayed, delayed, inFlight };
  }

  /** Waits until a message may have become visible, at most that long; at once when the queue is closed. */
  async waitForMessage(atMostMs: number): Promise<void> {
    if (this.#closed) return;
    const waits = [...this.#held.values()].map((message) =>
      Math.max(1, this.#delayMs(message), message.hiddenUntilMs - this.context.clock.elapsedMs()),
    );
    await this.context.clock.sleep(
      waits.reduce((least, wait) => Math.min(least, wait), atMostMs),
      this.#arrival.signal,
    );
  }

  /** Sends home those who wait for messages. */
  close(): void {
    this.#closed = true;
    this.#wakeReceivers();
  }

  get closed(): boolean {
    return this.#closed;
  }

  #hold(stored: StoredMessage): void {
    this.#held.set(stored.messageId, {
      stored,
      hiddenUntilMs: 0,
      receiveCount: stored.receiveCount ?? 0,
      firstReceivedAtMs: stored.firstReceivedAtMs,
      nonce: undefined,
    });
  }

  /** Where a message goes that was received too often. */
  #deadLettersFor({ receiveCount }: HeldMessage): Queue | undefined {
    const { RedrivePolicy: policy } = this.attributes;
    if (!policy || receiveCount < policy.maxReceiveCount) return undefined;
    return this.neighbours.find(policy.deadLetterTargetArn);
  }

  /** The message is in the dead-letter queue before it leaves this one. */
  async #giveUp(message: HeldMessage, deadLetters: Queue): Promise<void> {
    // Nobody else receives it meanwhile.
    message.hiddenUntilMs = Infinity;
    await deadLetters.takeOver({ ...withReceipts(message), deadLetterSourceArn: this.neighbours.arn });
    await this.#remove(message.stored.messageId);
  }

  async #keepReceipts(message: HeldMessage): Promise<void> {
    const { messageId } = message.stored;
    await this.files.keep(withReceipts(message));
    // It may have been purged meanwhile.
    if (!this.#held.has(messageId)) await this.files.remove(messageId);
  }

  #handOut(message: HeldMessage, visibilityTimeoutSeconds: number): ReceivedMessage {
    const { clock, random } = this.context;
    const nonce = randomUuid(random);
    message.nonce = nonce;
    message.receiveCount += 1;
    message.hiddenUntilMs = clock.elapsedMs() + visibilityTimeoutSeconds * 1000;
    const firstReceivedAtMs = (message.firstReceivedAtMs ??= clock.now());
    const { stored, receiveCount } = message;
    return {
      stored,
      receiptHandle: encodeReceiptHandle({ messageId: stored.messageId, nonce }),
      receiveCount,
      firstReceivedAtMs,
    };
  }

  #receivedBy(receiptHandle: string): HeldMessage | undefined {
    const { messageId, nonce } = decodeReceiptHandle(receiptHandle);
    const message = this.#held.get(messageId);
    return message?.nonce === nonce ? message : undefined;
  }

  #isVisible(message: HeldMessage): boolean {
    return !this.#isHidden(message) && this.#delayMs(message) <= 0;
  }

  #isHidden({ hiddenUntilMs }: HeldMessage): boolean {
    return hiddenUntilMs > this.context.clock.elapsedMs();
  }

  #delayMs({ stored }: HeldMessage): number {
    // A clock that went back must not hide a message that was to be seen at once.
    return stored.delaySeconds * 1000 - Math.max(0, this.context.clock.ageMs(stored.sentAtMs));
  }

  async #removeExpired(): Promise<void> {
    const retentionMs = this.attributes.MessageRetentionPeriod * 1000;
    for (const { stored } of [...this.#held.values()]) {
      if (this.context.clock.ageMs(stored.sentAtMs) > retentionMs) await this.#remove(stored.messageId);
    }
  }

  async #remove(messageId: string): Promise<void> {
    this.#held.delete(messageId);
    await this.files.remove(messageId);
  }

  /** A seeded run may draw after a restart what it drew before it. */
  #newMessageId(): string {
    let messageId = randomUuid(this.context.random);
    while (this.#held.has(messageId)) messageId = randomUuid(this.context.random);
    return messageId;
  }

  #wakeReceivers(): void {
    this.#arrival.abort();
    this.#arrival = new AbortController();
  }
}

const withReceipts = ({ stored, receiveCount, firstReceivedAtMs }: HeldMessage): StoredMessage => ({
  ...stored,
  receiveCount,
  ...(firstReceivedAtMs !== undefined && { firstReceivedAtMs }),
});
