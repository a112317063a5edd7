import type { CloudContext } from '../../../core/cloud-context.js';
import type { OutputConfiguration } from '../configuration.js';
import type { RecordConversion } from '../conversion/record-conversion.js';
import { TableSchema } from '../conversion/table-schema.js';
import type { NewObject } from '../ports.js';
import { objectName } from '../prefix/object-name.js';
import { evaluatePrefix, partitionKeyNames } from '../prefix/prefix.js';
import type { OpenBatch } from '../source/shard-ledger.js';
import { type Failure, INVALID_PARTITION_KEYS, TOO_MANY_PARTITIONS } from '../processing/outcome.js';
import type { SourceRecord } from '../source/source-record.js';
import { DeliveryBuffer } from './delivery-buffer.js';
import { conversionErrorLine, errorLine, type FailedAttempts } from './error-line.js';
import { GzipBody } from './gzip-body.js';
import { type ObjectBody, PlainBody } from './object-body.js';
import type { ObjectWriter } from './object-writer.js';

/** https://docs.aws.amazon.com/firehose/latest/dev/limits.html */
const MAX_ACTIVE_PARTITIONS = 500;

type Target =
  | {
      readonly kind: 'data';
      readonly partitionKeys: Readonly<Record<string, string>>;
      readonly schema: TableSchema | undefined;
    }
  | { readonly kind: 'error'; readonly errorOutputType: string };

interface PartitionedRecord {
  readonly record: SourceRecord;
  readonly data: Uint8Array;
  readonly partitionKeys: Readonly<Record<string, string>>;
  /** By which it is converted, if it is. */
  readonly schema: TableSchema | undefined;
}

interface OpenObject {
  readonly target: Target;
  readonly buffer: DeliveryBuffer;
}

/** True when the object is durable. */
type Write = (object: NewObject) => Promise<boolean>;

export interface DestinationOptions {
  readonly deliveryStreamName: string;
  readonly output: OutputConfiguration;
  readonly versionId: number;
  readonly context: CloudContext;
  readonly writer: ObjectWriter;
  /** Absent when objects hold the records as they are. */
  readonly conversion?: RecordConversion | undefined;
  /** Unique even between runs with the same seed, or an object could replace another. */
  readonly uniqueId: () => string;
}

/** Gathers records into objects, one at a time for each partition and each kind of error, and writes those that are due. */
export class Destination {
  readonly counts = { delivered: 0, failed: 0, objects: 0 };
  readonly #open = new Map<string, OpenObject>();
  readonly #writing = new Set<OpenObject>();
  readonly #keyNames: readonly string[];

  constructor(private readonly options: DestinationOptions) {
    this.#keyNames = partitionKeyNames(options.output.prefix);
  }

  /** What lies in memory until it is in S3. */
  get heldBytes(): number {
    return [...this.#open.values(), ...this.#writing].reduce((sum, { buffer }) => sum + buffer.body.heldBytes, 0);
  }

  /** Takes the data of a record; one that cannot be delivered goes to the error output, and why is the answer. */
  add(
    record: SourceRecord,
    data: Uint8Array,
    keys: Readonly<Record<string, unknown>>,
    attempts: Omit<FailedAttempts, 'failure'>,
    batch: OpenBatch,
  ): Failure | undefined {
    const partitionKeys = this.#partitionKeysOf(keys);
    if (!partitionKeys) return this.addFailed(record, { ...attempts, failure: INVALID_PARTITION_KEYS }, batch);
    const schema = this.options.conversion?.schemaFor(data);
    if (schema && !(schema instanceof TableSchema))
      return this.#addUnconverted(record, schema, attempts.endedAtMs, batch);
    return this.#addToPartition({ record, data, partitionKeys, schema }, attempts, batch);
  }

  addFailed(
    record: SourceRecord,
    attempts: FailedAttempts,
    batch: OpenBatch,
    errorOutputType = 'processing-failed',
  ): Failure {
    this.#addErrorLine(errorOutputType, errorLine(record, attempts), record.arrivalMs, batch);
    return attempts.failure;
  }

  /** Writes every object that is large or old enough. When it resolves, each of them is durable or the signal was aborted. */
  async deliverDue(signal: AbortSignal): Promise<void> {
    const isDue = ({ buffer }: OpenObject): boolean => buffer.isDue();
    await this.#deliverThose(isDue, (object) => this.options.writer.write(object, signal));
  }

  /** Writes every object, due or not, in one attempt. What fails is forgotten here and has not settled. */
  async deliverAll(): Promise<void> {
    await this.#deliverThose(
      () => true,
      (object) => this.options.writer.writeOnce(object),
    );
  }

  async #deliverThose(isChosen: (object: OpenObject) => boolean, write: Write): Promise<void> {
    const chosen = [...this.#open].filter(([, object]) => isChosen(object));
    for (const [id] of chosen) this.#open.delete(id);
    await Promise.all(chosen.map(([id, object]) => this.#deliver(id, object, write)));
  }

  #addUnconverted(record: SourceRecord, failure: Failure, endedAtMs: number, batch: OpenBatch): Failure {
    const { conversion } = this.options;
    if (!conversion) throw new Error('Only a conversion can fail.');
    const line = conversionErrorLine(record, failure, endedAtMs, conversion.table);
    this.#addErrorLine('format-conversion-failed', line, record.arrivalMs, batch);
    return failure;
  }

  #addErrorLine(errorOutputType: string, line: Uint8Array, arrivalMs: number, batch: OpenBatch): void {
    this.#objectFor(`error ${errorOutputType}`, { kind: 'error', errorOutputType }).buffer.add(line, arrivalMs, batch);
  }

  #addToPartition(
    { record, data, partitionKeys, schema }: PartitionedRecord,
    attempts: Omit<FailedAttempts, 'failure'>,
    batch: OpenBatch,
  ): Failure | undefined {
    const id = `data ${JSON.stringify([schema?.id, ...Object.values(partitionKeys)])}`;
    if (!this.#open.has(id) && this.#isFull())
      return this.addFailed(record, { ...attempts, failure: TOO_MANY_PARTITIONS }, batch, 'activePartitionExceeded');
    this.#objectFor(id, { kind: 'data', partitionKeys, schema }).buffer.add(data, record.arrivalMs, batch);
    return undefined;
  }

  #isFull(): boolean {
    if (!this.options.output.dynamicPartitioning || this.options.context.limits === 'lifted') return false;
    return [...this.#open.values()].filter(({ target }) => target.kind === 'data').length >= MAX_ACTIVE_PARTITIONS;
  }

  /** The keys that the prefix names; undefined when one is missing or empty. */
  #partitionKeysOf(keys: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> | undefined {
    const entries = this.#keyNames.map((name) => [name, keys[name]] as const);
    const isWhole = (entry: readonly [string, unknown]): entry is readonly [string, string] =>
      typeof entry[1] === 'string' && entry[1] !== '';
    return entries.every(isWhole) ? Object.fromEntries(entries) : undefined;
  }

  #objectFor(id: string, target: Target): OpenObject {
    const known = this.#open.get(id);
    if (known) return known;
    const { output, context } = this.options;
    const object = { target, buffer: new DeliveryBuffer(output, context.clock, this.#bodyFor(target)) };
    this.#open.set(id, object);
    return object;
  }

  #bodyFor(target: Target): ObjectBody {
    const { output, conversion, uniqueId } = this.options;
    // Differs: whether AWS compresses error objects was never seen; here they are plain text.
    if (target.kind === 'error') return new PlainBody();
    if (conversion && target.schema) return conversion.newBody(target.schema, uniqueId());
    return output.compression === 'GZIP' ? new GzipBody() : new PlainBody();
  }

  async #deliver(id: string, object: OpenObject, write: Write): Promise<void> {
    this.#writing.add(object);
    try {
      const content = await object.buffer.body.finish();
      if (await write(this.#objectOf(object, content))) this.#count(object);
    } catch (error) {
      // It stays due: the next round tries it again. Meanwhile another object may have begun in its place.
      this.#open.set(this.#open.has(id) ? `${id} ${this.options.uniqueId()}` : id, object);
      throw error;
    } finally {
      this.#writing.delete(object);
    }
  }

  #objectOf(object: OpenObject, Body: Uint8Array): NewObject {
    const { output } = this.options;
    const isGzip = object.target.kind === 'data' && output.compression === 'GZIP';
    return {
      Bucket: output.bucketName,
      Key: this.#keyOf(object),
      Body,
      ContentType: 'application/octet-stream',
      ...(isGzip && { ContentEncoding: 'gzip' }),
    };
  }

  #count({ target, buffer }: OpenObject): void {
    this.counts.objects += 1;
    this.counts[target.kind === 'data' ? 'delivered' : 'failed'] += buffer.records;
    buffer.settle();
  }

  #keyOf({ target, buffer }: OpenObject): string {
    const { deliveryStreamName, output, versionId, context, uniqueId } = this.options;
    const timestampMs = buffer.oldestArrivalMs;
    const values = { ...target, timestampMs, random: context.random };
    const prefix = evaluatePrefix(target.kind === 'data' ? output.prefix : output.errorPrefix, values);
    const extension = target.kind === 'data' ? output.extension : '';
    return prefix + objectName({ deliveryStreamName, versionId, timestampMs, uuid: uniqueId(), extension });
  }
}
