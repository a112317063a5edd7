import { AwsError } from '@sales-cdc/aws-wire';
import { BackgroundTask } from '../../../core/background-task.js';
import type { DeliveryCounts } from '../../stream-poller/delivery-counts.js';
import type { PollerContext } from '../../stream-poller/poller-context.js';
import type { ShardPoller } from '../../stream-poller/shard-poller.js';
import { isThrottled, Shards } from '../../stream-poller/shards.js';
import type { Consumer } from './consumer.js';

/** https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html, …/with-ddb.html: so often a shard is polled. */
export const POLL_PAUSE_MS = { kinesis: 1000, dynamodb: 250 } as const;

/** Reads the shards of a stream, each at its own pace: one whose function is slow does not hold up the others. */
export class StreamConsumer implements Consumer {
  readonly #shards: Shards;
  readonly #polls = new Map<ShardPoller, Promise<void>>();
  #task: BackgroundTask | undefined;
  /** Active shards at the last step: one less, and its children can be read. */
  #known = 0;

  constructor(
    directory: string,
    private readonly context: PollerContext,
    private readonly kind: keyof typeof POLL_PAUSE_MS,
  ) {
    this.#shards = new Shards(directory, context);
  }

  get counts(): Readonly<Record<keyof DeliveryCounts, number>> {
    return { ...this.context.counts };
  }

  start(): void {
    this.#task ??= new BackgroundTask((signal) => this.#step(signal), {
      pauseMs: POLL_PAUSE_MS[this.kind],
      clock: this.context.clock,
      onError: (error) => this.#report(error),
    });
  }

  async stop(): Promise<void> {
    await this.#task?.[Symbol.asyncDispose]();
    this.#task = undefined;
    await Promise.all(this.#polls.values());
  }

  /** A DynamoDB stream counts over all its shards, a Kinesis stream shard by shard. */
  async pending(): Promise<number> {
    const { source } = this.context;
    if (this.#shards.active.length === 0) await this.#shards.discover().catch(ignoreGone);
    const counts = await Promise.all(
      this.#shards.active.map(({ shardId, position }) =>
        source.pendingAfter(shardId, position.sequenceNumber).catch(ignoreGone),
      ),
    );
    return this.kind === 'kinesis' ? counts.reduce((sum, one) => sum + one, 0) : Math.max(0, ...counts);
  }

  async #step(signal: AbortSignal): Promise<void> {
    if (this.#shards.active.length === 0 || this.#shards.active.length < this.#known) await this.#shards.discover();
    this.#known = this.#shards.active.length;
    for (const poller of this.#shards.active) {
      if (this.#polls.has(poller)) continue;
      const poll = pollWhileFull(poller, signal)
        .catch((error: unknown) => this.#report(error))
        .finally(() => this.#polls.delete(poller));
      this.#polls.set(poller, poll);
    }
  }

  #report(error: unknown): void {
    if (!isThrottled(error)) this.context.onProblem(error instanceof Error ? error.message : String(error));
  }
}

const pollWhileFull = async (poller: ShardPoller, signal: AbortSignal): Promise<void> => {
  while ((await poller.poll(signal)) && !signal.aborted);
};

/** Nothing can be waited for in a stream or shard that is not there any more. */
const ignoreGone = (error: unknown): number => {
  if (error instanceof AwsError && error.code === 'ResourceNotFoundException') return 0;
  throw error;
};
