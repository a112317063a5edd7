import { BatchBuffer } from './batch-buffer.js';
import type { DeadLetterCondition, PollerContext } from './poller-context.js';
import { afterFailure, newBatch, pauseMs, type Batch, type Failure } from './retry-policy.js';
import type { StreamEvent } from './stream-event.js';

/** A target that is busy for a moment is no problem; one that takes nothing for so many executions in a row is. */
const BUSY_EXECUTIONS = 3;

/** Brings events of one shard to the target, one batch at a time and in order. */
export class Lane {
  readonly #buffer: BatchBuffer;
  /** Batches to deliver, the oldest first. */
  #work: readonly Batch[] = [];
  /** By `clock.elapsedMs`. */
  #notBeforeMs = 0;
  /** Failures of the dead-letter queue in a row. */
  #queueFailures = 0;

  constructor(
    private readonly shardId: string,
    private readonly context: PollerContext,
    /** Told of events that were delivered or given up. */
    private readonly settle: (events: readonly StreamEvent[]) => Promise<void>,
  ) {
    this.#buffer = new BatchBuffer(context, context.clock);
  }

  /** True while batches wait to be delivered. */
  get busy(): boolean {
    return this.#work.length > 0;
  }

  add(events: readonly StreamEvent[]): void {
    this.#buffer.add(events);
  }

  /** Delivers what is due. */
  async run(signal: AbortSignal | undefined): Promise<void> {
    if (!this.busy) this.#work = this.#buffer.takeDue().map(newBatch);
    for (let [batch] = this.#work; batch && this.#isDue(signal); [batch] = this.#work) await this.#execute(batch);
  }

  /** Delivers all that was given to it, without waiting for a batch to fill or for a failed one's next attempt. */
  async finish(): Promise<void> {
    await this.run(undefined);
    if (this.busy) return;
    this.#work = this.#buffer.takeAll().map(newBatch);
    await this.run(undefined);
  }

  #isDue(signal: AbortSignal | undefined): boolean {
    return signal?.aborted !== true && this.context.clock.elapsedMs() >= this.#notBeforeMs;
  }

  /** Gives up what is too old, sends the rest, and decides about what failed. */
  async #execute(batch: Batch): Promise<void> {
    const { retryPolicy, clock } = this.context;
    const tooOld = batch.events.filter(({ createdAtMs }) => clock.ageMs(createdAtMs) > retryPolicy.maximumRecordAgeMs);
    if (tooOld.length > 0) {
      const young = batch.events.filter((event) => !tooOld.includes(event));
      await this.#giveUp(batch, tooOld, 'RecordAgeExceeded', young.length > 0 ? [{ ...batch, events: young }] : []);
      return;
    }
    const failure = await this.context.deliver(batch.events, this.shardId);
    this.#countDelivered(batch.events.length - (failure?.failed.length ?? 0));
    if (failure) await this.#afterFailure(batch, failure);
    else await this.#replaceFirst(batch, []);
  }

  #countDelivered(delivered: number): void {
    this.context.counts.delivered += delivered;
    if (delivered > 0) this.context.onSuccess();
  }

  async #afterFailure(batch: Batch, failure: Failure): Promise<void> {
    const { target, retryPolicy, counts, onProblem } = this.context;
    if (failure.counted || batch.fruitless >= BUSY_EXECUTIONS)
      onProblem(`Delivery to ${target} failed: ${failure.reason}`);
    const next = afterFailure(batch, failure, retryPolicy);
    if ('giveUp' in next) {
      await this.#giveUp(batch, next.giveUp, 'RetryAttemptsExhausted', [], failure);
      return;
    }
    counts.retried += failure.failed.length;
    this.#pause(next.retry[0] ? pauseMs(next.retry[0]) : 0);
    await this.#replaceFirst(batch, next.retry);
  }

  /** The records leave the lane only when the dead-letter queue has them; until then the batch stays as it is. */
  async #giveUp(
    batch: Batch,
    events: readonly StreamEvent[],
    condition: DeadLetterCondition,
    rest: readonly Batch[],
    failure?: Failure,
  ): Promise<void> {
    const { counts, deadLetters, onProblem, consumer } = this.context;
    if (!deadLetters) {
      onProblem(`${events.length} records were discarded (${condition}); the ${consumer} has no dead-letter queue.`);
      counts.discarded += events.length;
      await this.#replaceFirst(batch, rest);
      return;
    }
    const executions = batch.executions + (failure ? 1 : 0);
    try {
      await deadLetters.send({ shardId: this.shardId, events, condition, executions, failure });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      onProblem(`The dead-letter queue ${deadLetters.name} did not take a message: ${reason}`);
      this.#queueFailures += 1;
      this.#pause(pauseMs({ ...batch, fruitless: this.#queueFailures }));
      return;
    }
    this.#queueFailures = 0;
    counts.deadLettered += events.length;
    await this.#replaceFirst(batch, rest);
  }

  #pause(intervalMs: number): void {
    this.#notBeforeMs = this.context.clock.elapsedMs() + intervalMs;
  }

  async #replaceFirst(batch: Batch, rest: readonly Batch[]): Promise<void> {
    this.#work = [...rest, ...this.#work.slice(1)];
    const left = new Set(rest.flatMap(({ events }) => events));
    await this.settle(batch.events.filter((event) => !left.has(event)));
  }
}
