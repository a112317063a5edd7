import type { Checkpoint } from '../../../core/checkpoint.js';
import type { Clock } from '../../../core/clock.js';
import type { PipesPorts } from '../ports.js';
import { BatchBuffer } from './batch-buffer.js';
import { deadLetterMessage, sendToQueue, type DeadLetterCondition } from './dead-letter-queue.js';
import { KinesisTarget } from './kinesis-target.js';
import type { PipeConfiguration } from './pipe-configuration.js';
import type { PipeCounts } from './pipe-counts.js';
import { eventOf, pipeEvent, type PipeEvent } from './pipe-event.js';
import { afterFailure, newBatch, pauseMs, type Batch, type Failure } from './retry-policy.js';
import { ShardReader } from './shard-reader.js';

/** A target that is busy for a moment is no problem; one that takes nothing for so many executions in a row is. */
const BUSY_EXECUTIONS = 3;

/** The last record that was delivered, given up or passed over; without one, reading starts at the oldest record. */
export interface Position {
  readonly sequenceNumber?: string;
}

/** What a poller shares with its pipe. */
export interface PollerContext {
  readonly pipeArn: string;
  readonly configuration: PipeConfiguration;
  readonly ports: PipesPorts;
  readonly clock: Clock;
  readonly counts: PipeCounts;
  /** Something failed; one sentence. */
  readonly onProblem: (message: string) => void;
  /** The target has taken something. */
  readonly onSuccess: () => void;
}

/**
 * Carries the records of one shard to the target, one batch at a time and in order.
 *
 * Law: every record that matches the filter reaches the target or the dead-letter queue at least once before the
 * checkpoint passes it, whatever fails and whenever the process dies. (Without a dead-letter queue a record that is given
 * up is discarded, as on AWS, and reported.)
 */
export class ShardPoller {
  readonly #reader: ShardReader;
  readonly #buffer: BatchBuffer;
  readonly #target: KinesisTarget;
  /** Batches to deliver, the oldest first. */
  #work: readonly Batch[] = [];
  /** By `clock.elapsedMs`. */
  #notBeforeMs = 0;
  /** Failures of the dead-letter queue in a row. */
  #queueFailures = 0;

  constructor(
    readonly shardId: string,
    private readonly checkpoint: Checkpoint<Position>,
    private readonly context: PollerContext,
  ) {
    const { configuration, ports, clock } = context;
    const onTrimmed = (): void => {
      context.onProblem(
        `Records of shard ${shardId} were trimmed from the stream before the pipe read them; it goes on with the oldest there is.`,
      );
    };
    this.#reader = new ShardReader(
      { streamArn: configuration.streamArn, shardId },
      ports.streams,
      checkpoint.position?.sequenceNumber,
      onTrimmed,
    );
    this.#buffer = new BatchBuffer(configuration, clock);
    this.#target = new KinesisTarget(configuration.kinesisStreamArn, ports.kinesis);
  }

  get position(): Position {
    return this.checkpoint.position ?? {};
  }

  /** True when the shard is closed and all of it is settled: its children may be read. */
  get atEnd(): boolean {
    return this.#reader.atEnd && this.#isIdle;
  }

  /** Reads, if nothing waits to be delivered, and delivers what is due. True when another full batch waits in the stream. */
  async poll(): Promise<boolean> {
    if (this.#work.length === 0) await this.#read();
    await this.#deliver();
    return (
      this.#work.length === 0 && !this.#reader.atEnd && (await this.#backlog()) >= this.context.configuration.batchSize
    );
  }

  async #read(): Promise<void> {
    const { configuration, counts } = this.context;
    const events = (await this.#reader.read()).map((record) => eventOf(record, configuration.streamArn));
    const matching = events.filter((event) => configuration.filter(event));
    counts.read += events.length;
    counts.filtered += events.length - matching.length;
    this.#buffer.add(matching.map((event) => pipeEvent(event, configuration.partitionKey)));
    this.#work = this.#buffer.takeDue().map(newBatch);
    await this.#settle(undefined);
  }

  async #deliver(): Promise<void> {
    for (let [batch] = this.#work; batch && this.context.clock.elapsedMs() >= this.#notBeforeMs; [batch] = this.#work) {
      await this.#execute(batch);
    }
  }

  /** Gives up what is too old, sends the rest, and decides about what failed. */
  async #execute(batch: Batch): Promise<void> {
    const { configuration, clock } = this.context;
    const { maximumRecordAgeMs } = configuration.retryPolicy;
    const tooOld = batch.events.filter(({ createdAtMs }) => clock.ageMs(createdAtMs) > maximumRecordAgeMs);
    if (tooOld.length > 0) {
      const young = batch.events.filter((event) => !tooOld.includes(event));
      await this.#giveUp(batch, tooOld, 'RecordAgeExceeded', young.length > 0 ? [{ ...batch, events: young }] : []);
      return;
    }
    const failure = await this.#target.deliver(batch.events);
    this.#countDelivered(batch.events.length - (failure?.failed.length ?? 0));
    if (failure) await this.#afterFailure(batch, failure);
    else await this.#replaceFirst(batch, []);
  }

  #countDelivered(delivered: number): void {
    this.context.counts.delivered += delivered;
    if (delivered > 0) this.context.onSuccess();
  }

  async #afterFailure(batch: Batch, failure: Failure): Promise<void> {
    if (failure.counted || batch.fruitless >= BUSY_EXECUTIONS)
      this.context.onProblem(`Delivery to ${this.context.configuration.kinesisStreamArn} failed: ${failure.reason}`);
    const next = afterFailure(batch, failure, this.context.configuration.retryPolicy);
    if ('giveUp' in next) {
      await this.#giveUp(batch, next.giveUp, 'RetryAttemptsExhausted', []);
      return;
    }
    this.context.counts.retried += failure.failed.length;
    this.#pause(next.retry[0] ? pauseMs(next.retry[0]) : 0);
    await this.#replaceFirst(batch, next.retry);
  }

  /** The records leave the pipe only when the dead-letter queue has them; until then the batch stays as it is. */
  async #giveUp(
    batch: Batch,
    events: readonly PipeEvent[],
    condition: DeadLetterCondition,
    rest: readonly Batch[],
  ): Promise<void> {
    const { configuration, clock, counts, ports, pipeArn, onProblem } = this.context;
    const { deadLetterQueueArn: queueArn, streamArn } = configuration;
    if (queueArn === undefined) {
      onProblem(`${events.length} records were discarded (${condition}); the pipe has no dead-letter queue.`);
      counts.discarded += events.length;
      await this.#replaceFirst(batch, rest);
      return;
    }
    try {
      await sendToQueue(
        queueArn,
        deadLetterMessage({ pipeArn, streamArn, shardId: this.shardId }, events, condition, clock.now()),
        ports.sqs,
      );
    } catch (error) {
      onProblem(
        `The dead-letter queue ${queueArn} did not take a message: ${error instanceof Error ? error.message : String(error)}`,
      );
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
    await this.#settle(lastBefore(batch.events, rest[0]?.events[0]));
  }

  /** Moves the checkpoint to the last record read when nothing is left to do, else to the one given. */
  async #settle(upTo: PipeEvent | undefined): Promise<void> {
    const sequenceNumber = this.#isIdle ? this.#reader.readUpTo : upTo?.sequenceNumber;
    if (sequenceNumber !== undefined && sequenceNumber !== this.position.sequenceNumber)
      await this.checkpoint.save({ sequenceNumber });
  }

  get #isIdle(): boolean {
    return this.#work.length === 0 && this.#buffer.isEmpty;
  }

  #backlog(): Promise<number> {
    return this.context.ports.streams.pendingAfter(this.context.configuration.streamArn, this.#reader.readUpTo);
  }
}

/** The last event before the first that is left; the last of all when none is. */
const lastBefore = (events: readonly PipeEvent[], left: PipeEvent | undefined): PipeEvent | undefined =>
  left ? events[events.indexOf(left) - 1] : events.at(-1);
