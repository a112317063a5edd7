import type { CloudContext } from '../../../core/cloud-context.js';
import type { DeliveryStreamConfiguration } from '../configuration.js';
import { objectName } from '../prefix/object-name.js';
import { evaluatePrefix, partitionKeyNames } from '../prefix/prefix.js';
import type { OpenBatch } from '../source/shard-ledger.js';
import { INVALID_PARTITION_KEYS, TOO_MANY_PARTITIONS } from '../processing/outcome.js';
import type { SourceRecord } from '../source/source-record.js';
import { DeliveryBuffer } from './delivery-buffer.js';
import { errorLine, type FailedAttempts } from './error-line.js';
import { GzipBody } from './gzip-body.js';
import { PlainBody } from './object-body.js';
import type { ObjectWriter } from './object-writer.js';

/** https://docs.aws.amazon.com/firehose/latest/dev/limits.html */
const MAX_ACTIVE_PARTITIONS = 500;

type Target =
  | { readonly kind: 'data'; readonly partitionKeys: Readonly<Record<string, string>> }
  | { readonly kind: 'error'; readonly errorOutputType: string };

interface OpenObject {
  readonly target: Target;
  readonly buffer: DeliveryBuffer;
}

export interface DestinationOptions {
  readonly stream: DeliveryStreamConfiguration;
  readonly versionId: number;
  readonly context: CloudContext;
  readonly writer: ObjectWriter;
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
    this.#keyNames = partitionKeyNames(options.stream.prefix);
  }

  /** What lies in memory until it is in S3. */
  get heldBytes(): number {
    return [...this.#open.values(), ...this.#writing].reduce((sum, { buffer }) => sum + buffer.body.heldBytes, 0);
  }

  /** Takes the data of a record; one that belongs to no partition goes to the error output. */
  add(
    record: SourceRecord,
    data: Uint8Array,
    keys: Readonly<Record<string, unknown>>,
    attempts: Omit<FailedAttempts, 'failure'>,
    batch: OpenBatch,
  ): void {
    const partitionKeys = this.#partitionKeysOf(keys);
    if (!partitionKeys) this.addFailed(record, { ...attempts, failure: INVALID_PARTITION_KEYS }, batch);
    else this.#addToPartition(record, data, partitionKeys, attempts, batch);
  }

  addFailed(
    record: SourceRecord,
    attempts: FailedAttempts,
    batch: OpenBatch,
    errorOutputType = 'processing-failed',
  ): void {
    const object = this.#objectFor(`error ${errorOutputType}`, { kind: 'error', errorOutputType });
    object.buffer.add(errorLine(record, attempts), record.arrivalMs, batch);
  }

  /** Writes every object that is large or old enough. When it resolves, each of them is durable or the signal was aborted. */
  async deliverDue(signal: AbortSignal): Promise<void> {
    const due = [...this.#open].filter(([, { buffer }]) => buffer.isDue());
    for (const [id] of due) this.#open.delete(id);
    await Promise.all(due.map(([, object]) => this.#deliver(object, signal)));
  }

  #addToPartition(
    record: SourceRecord,
    data: Uint8Array,
    partitionKeys: Readonly<Record<string, string>>,
    attempts: Omit<FailedAttempts, 'failure'>,
    batch: OpenBatch,
  ): void {
    const id = `data ${JSON.stringify(Object.values(partitionKeys))}`;
    if (!this.#open.has(id) && this.#isFull())
      this.addFailed(record, { ...attempts, failure: TOO_MANY_PARTITIONS }, batch, 'activePartitionExceeded');
    else this.#objectFor(id, { kind: 'data', partitionKeys }).buffer.add(data, record.arrivalMs, batch);
  }

  #isFull(): boolean {
    if (!this.options.stream.dynamicPartitioning || this.options.context.limits === 'lifted') return false;
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
    const { stream, context } = this.options;
    // Differs: whether AWS compresses error objects was never seen; here they are plain text.
    const body = target.kind === 'data' && stream.compression === 'GZIP' ? new GzipBody() : new PlainBody();
    const object = { target, buffer: new DeliveryBuffer(stream, context.clock, body) };
    this.#open.set(id, object);
    return object;
  }

  async #deliver(object: OpenObject, signal: AbortSignal): Promise<void> {
    this.#writing.add(object);
    const { target, buffer } = object;
    const { stream, writer } = this.options;
    const isWritten = await writer.write(
      {
        Bucket: stream.bucketName,
        Key: this.#keyOf(object),
        Body: await buffer.body.finish(),
        ContentType: 'application/octet-stream',
        ...(target.kind === 'data' && stream.compression === 'GZIP' && { ContentEncoding: 'gzip' }),
      },
      signal,
    );
    this.#writing.delete(object);
    if (isWritten) this.#count(object);
  }

  #count({ target, buffer }: OpenObject): void {
    this.counts.objects += 1;
    this.counts[target.kind === 'data' ? 'delivered' : 'failed'] += buffer.records;
    buffer.settle();
  }

  #keyOf({ target, buffer }: OpenObject): string {
    const { stream, versionId, context, uniqueId } = this.options;
    const timestampMs = buffer.oldestArrivalMs;
    const values = { ...target, timestampMs, random: context.random };
    const prefix = evaluatePrefix(target.kind === 'data' ? stream.prefix : stream.errorPrefix, values);
    const extension = target.kind === 'data' ? stream.extension : '';
    return (
      prefix + objectName({ deliveryStreamName: stream.name, versionId, timestampMs, uuid: uniqueId(), extension })
    );
  }
}
