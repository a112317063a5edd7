import type { Checkpoint } from '../../core/checkpoint.js';
import type { CloudContext } from '../../core/cloud-context.js';
import type { DeliveryStreamConfiguration } from './configuration.js';
import type { Destination } from './delivery/destination.js';
import type { ErrorLog } from './error-log.js';
import type { LambdaProcessor } from './processing/lambda-processor.js';
import type { Outcome, ProcessedBatch } from './processing/outcome.js';
import { ProcessingBuffer } from './processing/processing-buffer.js';
import type { ShardPosition } from './source/latest-position.js';
import { type OpenBatch, ShardLedger } from './source/shard-ledger.js';
import type { ShardReader } from './source/shard-reader.js';
import type { SourceRecord } from './source/source-record.js';

export interface ShardDeliveryOptions {
  readonly stream: DeliveryStreamConfiguration;
  readonly context: CloudContext;
  readonly reader: ShardReader;
  readonly checkpoint: Checkpoint<ShardPosition>;
  /** Absent when the delivery stream delivers records as they are. */
  readonly processor: LambdaProcessor | undefined;
  readonly destination: Destination;
  readonly errorLog: ErrorLog;
}

/** Without a function there is nothing to gather records for. */
const NO_PROCESSOR = { bufferBytes: Infinity, bufferIntervalMs: 0 };

/**
 * The way of one shard's records from Kinesis to the destination, in order.
 *
 * Law: the checkpoint names a record only when it and all before it are durable in S3 or were dropped by the function.
 */
export class ShardDelivery {
  readRecords = 0;
  readonly #ledger = new ShardLedger();
  readonly #buffer: ProcessingBuffer;

  constructor(private readonly options: ShardDeliveryOptions) {
    this.#buffer = new ProcessingBuffer(options.stream.processor ?? NO_PROCESSOR, options.context.clock);
  }

  get shardId(): string {
    return this.options.reader.shardId;
  }

  /** True when the shard was closed by a reshard and is read to its end. */
  get isReadToTheEnd(): boolean {
    return this.options.reader.closed;
  }

  get heldBytes(): number {
    return this.#buffer.bytes;
  }

  /** Arrival of the oldest record that was read and is not delivered; undefined when all are. */
  get oldestArrivalMs(): number | undefined {
    return this.#ledger.oldestArrivalMs ?? this.#buffer.oldestArrivalMs;
  }

  /** The record up to which all is delivered, as the disk knows it; undefined before the shard's oldest. */
  get deliveredUpTo(): string | undefined {
    return this.options.checkpoint.position?.sequenceNumber ?? undefined;
  }

  /** Reads once, unless reading would take too much memory, and passes on what is due. */
  async poll(mayRead: () => boolean, signal: AbortSignal): Promise<void> {
    const { reader, context } = this.options;
    do {
      if (mayRead()) await this.#take(await reader.read(), signal);
      if (this.#buffer.isDue()) await this.#processBuffer(signal);
      // A source that is always ahead must not keep the checkpoint back.
      await this.saveCheckpoint();
    } while (context.limits === 'lifted' && reader.behind && mayRead() && !signal.aborted);
  }

  async saveCheckpoint(): Promise<void> {
    const sequenceNumber = this.#ledger.finishedUpTo;
    if (sequenceNumber === undefined || sequenceNumber === this.deliveredUpTo) return;
    await this.options.checkpoint.save({ sequenceNumber });
  }

  async #take(records: readonly SourceRecord[], signal: AbortSignal): Promise<void> {
    this.readRecords += records.length;
    for (const record of records) {
      if (signal.aborted) return;
      if (this.#buffer.isFullFor(record)) await this.#processBuffer(signal);
      this.#buffer.add(record);
    }
  }

  async #processBuffer(signal: AbortSignal): Promise<void> {
    const records = this.#buffer.take();
    const oldestArrivalMs = records[0]?.arrivalMs ?? this.options.context.clock.now();
    const batch = this.#ledger.open(records.at(-1)?.sequenceNumber ?? '', records.length, oldestArrivalMs);
    const processed = await this.#process(records, signal);
    // Attempts that a shutdown cut short prove nothing: the records are read again after the restart.
    if (signal.aborted) return;
    processed.outcomes.forEach((outcome, index) => {
      const record = records[index];
      if (record) this.#dispatch(record, outcome, processed, batch);
    });
    await this.options.errorLog.write(processed.outcomes);
    await this.options.destination.deliverDue(signal);
  }

  async #process(records: readonly SourceRecord[], signal: AbortSignal): Promise<ProcessedBatch> {
    const { processor, context } = this.options;
    if (processor) return processor.process(records, signal);
    const outcomes = records.map(({ data }): Outcome => ({ kind: 'deliver', data, partitionKeys: {} }));
    return { outcomes, attemptsMade: 1, endedAtMs: context.clock.now() };
  }

  #dispatch(
    record: SourceRecord,
    outcome: Outcome,
    { attemptsMade, endedAtMs }: ProcessedBatch,
    batch: OpenBatch,
  ): void {
    const { destination, stream } = this.options;
    const attempts = { attemptsMade, endedAtMs, ...(stream.processor && { lambdaArn: stream.processor.lambdaArn }) };
    if (outcome.kind === 'drop') batch.settle(1);
    else if (outcome.kind === 'fail') destination.addFailed(record, { ...attempts, failure: outcome.failure }, batch);
    else destination.add(record, outcome.data, outcome.partitionKeys, attempts, batch);
  }
}
