import { join } from 'node:path';
import type { CloudContext } from '../../../core/cloud-context.js';
import { readJsonFile, writeDurably } from '../../../core/durable-file.js';
import type { PublishedMessage } from './message.js';

/** A message with those who are to get it. */
export interface Undelivered {
  readonly message: PublishedMessage;
  readonly subscriptionArns: readonly string[];
}

/** What became of an attempt: over, or to be tried again. */
export type Attempt = 'done' | 'again';

/**
 * Three times at once, twice after a second, ten times with pauses that grow up to 20 s, and then every 20 s.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html
 */
const pauseMs = (attempts: number): number => {
  if (attempts <= 3) return 0;
  if (attempts <= 5) return 1000;
  return Math.min(20_000, 1000 * 2 ** ((attempts - 6) / 2));
};

/** In all, as on AWS: 23 days. */
const MAXIMUM_ATTEMPTS = 100_015;

/**
 * Messages on their way to their subscribers.
 *
 * Law: a message that was accepted is on disk until every subscriber has it or it was given up; a restart tries again.
 */
export class Deliveries implements AsyncDisposable {
  readonly #stop = new AbortController();
  readonly #running = new Map<Promise<void>, string>();
  readonly #directory: string;

  constructor(
    private readonly context: CloudContext,
    /** Tries one subscriber; `last` when there is no further attempt. */
    private readonly attempt: (message: PublishedMessage, subscriptionArn: string, last: boolean) => Promise<Attempt>,
  ) {
    this.#directory = join(context.dataDirectory, 'sns', 'undelivered');
  }

  /** Messages of a topic that are under way. */
  pending(topicArn: string): number {
    return [...this.#running.values()].filter((one) => one === topicArn).length;
  }

  /** Durable when it resolves; delivered from then on. */
  async accept(undelivered: Undelivered): Promise<void> {
    if (undelivered.subscriptionArns.length === 0) return;
    await writeDurably(this.context.disk, this.#path(undelivered), JSON.stringify(undelivered));
    this.#begin(undelivered);
  }

  /** Goes on with what an earlier run has not delivered. */
  async resume(): Promise<void> {
    await this.context.disk.mkdir(this.#directory, { recursive: true });
    for (const file of (await this.context.disk.readdir(this.#directory)).filter((name) => name.endsWith('.json'))) {
      const undelivered = await readJsonFile<Undelivered>(this.context.disk, join(this.#directory, file));
      if (undelivered) this.#begin(undelivered);
    }
  }

  /** Resolves when nothing is under way. */
  async settled(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running.keys());
  }

  /** Lets running attempts end; what is not delivered stays on disk. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.settled();
  }

  #begin(undelivered: Undelivered): void {
    const running = this.#deliver(undelivered)
      .catch((error: unknown) => this.#tell(undelivered, error))
      .finally(() => this.#running.delete(running));
    this.#running.set(running, undelivered.message.topicArn);
  }

  async #deliver(undelivered: Undelivered): Promise<void> {
    const { message, subscriptionArns } = undelivered;
    const done = await Promise.all(subscriptionArns.map((arn) => this.#deliverTo(message, arn)));
    if (done.every(Boolean)) await this.context.disk.rm(this.#path(undelivered), { force: true });
  }

  /** Whether the subscriber has it or it was given up; false when there was no time for that. */
  async #deliverTo(message: PublishedMessage, subscriptionArn: string): Promise<boolean> {
    const { signal } = this.#stop;
    for (let attempts = 1; !signal.aborted; attempts++) {
      const isLast = attempts === MAXIMUM_ATTEMPTS;
      if ((await this.attempt(message, subscriptionArn, isLast)) === 'done') return true;
      await this.context.clock.sleep(pauseMs(attempts), signal);
    }
    return false;
  }

  #tell({ message }: Undelivered, error: unknown): void {
    const resource = message.topicArn.split(':').at(-1) ?? '';
    this.context.observer.problem?.({
      service: 'SNS',
      resource,
      message: `A message stays undelivered: ${String(error)}`,
    });
  }

  #path({ message }: Undelivered): string {
    return join(this.#directory, `${message.messageId}.json`);
  }
}
