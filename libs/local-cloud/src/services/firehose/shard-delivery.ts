import type { Checkpoint } from '../../core/checkpoint.js';
import type { CloudContext } from '../../core/cloud-context.js';
import type { Backup } from './backup.js';
import type { DeliveryStreamConfiguration } from './configuration.js';
import type { Destination } from './delivery/destination.js';
import type { ErrorLog } from './error-log.js';
import type { LambdaProcessor } from './processing/lambda-processor.js';
import type { Failure, Outcome, ProcessedBatch } from './processing/outcome.js';
import { ProcessingBuffer } from './processing/processing-buffer.js';
import { deAggregate } from './processing/de-aggregate.js';
import { type OpenBatch, ShardLedger } from './source/shard-ledger.js';
import type { ShardPosition } from './source/shard-position.js';
import type { Source, SourceReader } from './source/source.js';
import type { SourceRecord } from './source/source-record.js';

export interface ShardDeliveryOptions {
  readonly stream: DeliveryStreamConfiguration;
  readonly context: CloudContext;
  readonly source: Source;
  readonly reader: SourceReader;
  readonly checkpoint: Checkpoint<ShardPosition>;
  /** Absent when the delivery stream delivers records as they are. */
  readonly processor: LambdaProcessor | undefined;
  readonly destination: Destination;
  readonly backup: Backup | undefined;
  readonly errorLog: ErrorLog;
}

/** Without a function there is nothing to gather records for. */
const NO_PROCESSOR = { bufferBytes: Infinity, bufferIntervalMs: 0 };

/**
 * The way of one shard's records from the source to the destination, in order.
 *
 * Law: the checkpoint names a record only when it and all before it are durable in S3 or were dropped by the function,
 * and are in the backup if there is one.
 */
export class ShardDelivery {
  readRecords = 0;
  readonly #ledger = new ShardLedger();
  readonly #backupLedger = new ShardLedger();
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
    return this.#ledger.oldestArrivalMs ?? this.#buffer.oldestArrivalMs ?? this.#backupLedger.oldestArrivalMs;
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
    const sequenceNumber = this.#finishedUpTo;
    if (sequenceNumber === undefined || sequenceNumber === this.deliveredUpTo) return;
    await this.options.checkpoint.save({ sequenceNumber });
    await this.options.source.release(this.shardId, sequenceNumber);
  }

  get #finishedUpTo(): string | undefined {
    const { finishedUpTo } = this.#ledger;
    return this.options.backup ? earlierOf(finishedUpTo, this.#backupLedger.finishedUpTo) : finishedUpTo;
  }

  async #take(records: readonly SourceRecord[], signal: AbortSignal): Promise<void> {
    const { backup, stream } = this.options;
    this.readRecords += records.length;
    backup?.take(records, this.#backupLedger);
    for (const record of records) {
      if (signal.aborted) return;
      // What one record is taken apart into stays together: the checkpoint knows whole records only.
      const group = stream.deAggregation ? deAggregate(record, stream.deAggregation) : [record];
      if (this.#buffer.isFullFor(group)) await this.#processBuffer(signal);
      for (const each of group) this.#buffer.add(each);
    }
  }

  async #processBuffer(signal: AbortSignal): Promise<void> {
    const records = this.#buffer.take();
    const oldestArrivalMs = records[0]?.arrivalMs ?? this.options.context.clock.now();
    const batch = this.#ledger.open(records.at(-1)?.sequenceNumber ?? '', records.length, oldestArrivalMs);
    const processed = await this.#process(records, signal);
    // Attempts that a shutdown cut short prove nothing: the records are read again after the restart.
    if (signal.aborted) return;
    const failures = processed.outcomes.flatMap((outcome, index) => {
      const record = records[index];
      return (record && this.#dispatch(record, outcome, processed, batch)) ?? [];
    });
    await this.options.errorLog.write(failures);
    await this.options.destination.deliverDue(signal);
  }

  async #process(records: readonly SourceRecord[], signal: AbortSignal): Promise<ProcessedBatch> {
    const { processor, context } = this.options;
    const whole = records.filter(({ failure }) => !failure);
    if (processor && whole.length > 0) {
      const processed = await processor.process(whole, signal);
      return whole.length === records.length
        ? processed
        : { ...processed, outcomes: merged(records, processed.outcomes) };
    }
    const passedOn = whole.map(({ data }): Outcome => ({ kind: 'deliver', data, partitionKeys: {} }));
    return { outcomes: merged(records, passedOn), attemptsMade: 1, endedAtMs: context.clock.now() };
  }

  /** Why the record went to the error output, if it did. */
  #dispatch(
    record: SourceRecord,
    outcome: Outcome,
    { attemptsMade, endedAtMs }: ProcessedBatch,
    batch: OpenBatch,
  ): Failure | undefined {
    const { destination, stream } = this.options;
    const attempts = { attemptsMade, endedAtMs, ...(stream.processor && { lambdaArn: stream.processor.lambdaArn }) };
    if (outcome.kind === 'deliver')
      return destination.add(record, this.#delimited(outcome.data), outcome.partitionKeys, attempts, batch);
    if (outcome.kind === 'drop') {
      batch.settle(1);
      return undefined;
    }
    return destination.addFailed(record, { ...attempts, failure: outcome.failure }, batch);
  }

  #delimited(data: Uint8Array): Uint8Array {
    const { delimiter } = this.options.stream;
    return delimiter ? Buffer.concat([data, delimiter.bytes]) : data;
  }
}

/** The outcomes of all records, given those of the records that could be taken apart. */
const merged = (records: readonly SourceRecord[], outcomes: readonly Outcome[]): readonly Outcome[] => {
  const rest = outcomes.values();
  return records.flatMap(({ failure }): readonly Outcome[] => {
    if (failure) return [{ kind: 'fail', failure }];
    const next = rest.next();
    return next.done ? [] : [next.value];
  });
};

/** Undefined when either is; sequence numbers of one shard have the same length. */
const earlierOf = (one: string | undefined, other: string | undefined): string | undefined => {
  if (one === undefined || other === undefined) return undefined;
  return one < other ? one : other;
};
