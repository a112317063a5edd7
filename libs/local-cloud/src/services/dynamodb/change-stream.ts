import type { Clock } from '../../core/clock.js';
import { keysUnder, type BatchOperation, type LevelDatabase } from './level-store.js';
import { formatSequenceNumber, parseSequenceNumber } from './sequence-number.js';
import type { StreamDefinition } from './stream-definition.js';
import { streamRecord, type Change, type RecordedStream, type StreamRecord } from './stream-record.js';
import type { KeySchemaElement, StreamViewType } from './table-description.js';

const RETENTION_MS = 24 * 60 * 60 * 1000;
const TRIM_BATCH = 1_000;
const MAX_READ_BYTES = 1_000_000;

/**
 * The changes of one table in their order. Positions are whole numbers without gaps; the first is taken from the
 * clock, so the positions of a table that was deleted and created anew go on above the old ones.
 *
 * Law: `trimmedThrough <= latest`; exactly the positions between them can be read, and neither ever goes back.
 */
export class ChangeStream implements RecordedStream {
  private constructor(
    private readonly level: LevelDatabase,
    private definition: StreamDefinition,
    readonly region: string,
    private trimmed: number,
    private last: number,
  ) {}

  /** The stream as it lies on disk. */
  static async open(level: LevelDatabase, definition: StreamDefinition, region: string): Promise<ChangeStream> {
    const prefix = prefixOf(definition);
    const trimmed = ((await level.get(trimKey(prefix))) as number | undefined) ?? definition.createdAtMs * 1000;
    let last = trimmed;
    for await (const key of level.keys({ ...keysUnder(prefix), reverse: true, limit: 1 }))
      last = Number(key.slice(prefix.length));
    return new ChangeStream(level, definition, region, trimmed, last);
  }

  get tableName(): string {
    return this.definition.tableName;
  }

  get arn(): string {
    return this.definition.arn;
  }

  get label(): string {
    return this.definition.label;
  }

  get keySchema(): readonly KeySchemaElement[] {
    return this.definition.keySchema;
  }

  get viewType(): StreamViewType {
    return this.definition.viewType;
  }

  get createdAtMs(): number {
    return this.definition.createdAtMs;
  }

  /** When the last change was taken; undefined while more may come. */
  get closedAtMs(): number | undefined {
    return this.definition.closedAtMs;
  }

  /** What the stream is from now on: closed. */
  closeAs(definition: StreamDefinition): void {
    this.definition = definition;
  }

  /** The definition of this stream once it is closed. */
  closedAt(closedAtMs: number): StreamDefinition {
    return { ...this.definition, closedAtMs };
  }

  get #prefix(): string {
    return prefixOf(this.definition);
  }

  /** The position of the newest change that is on disk; that of the trim horizon when there was none. */
  get latest(): number {
    return this.last;
  }

  /** The position before the oldest change that can still be read. */
  get trimmedThrough(): number {
    return this.trimmed;
  }

  /** What to write so that the change takes this position. Whoever writes it calls `advance` once it is on disk. */
  recordAt(position: number, change: Change, committedAtMs: number): BatchOperation {
    return {
      type: 'put',
      key: this.#keyAt(position),
      value: streamRecord(change, formatSequenceNumber(position), committedAtMs, this),
    };
  }

  /** The position that a sequence number of this stream stands for; undefined for one that it has not given out. */
  positionOf(sequenceNumber: string): number | undefined {
    const position = parseSequenceNumber(sequenceNumber);
    return position === undefined || position <= this.createdAtMs * 1000 || position > this.last ? undefined : position;
  }

  sequenceNumberOf(position: number): string {
    return formatSequenceNumber(position);
  }

  advance(position: number): void {
    this.last = position;
  }

  /** The next changes after the position: at most `limit`, and 1 MB unless the first alone is larger. */
  async read(afterPosition: number, limit: number): Promise<readonly StreamRecord[]> {
    if (afterPosition >= this.last) return [];
    const range = {
      gt: this.#keyAt(afterPosition),
      lte: this.#keyAt(this.last),
      limit,
      valueEncoding: 'utf8',
    } as const;
    const records: StreamRecord[] = [];
    let sizeBytes = 0;
    for await (const text of this.level.values(range)) {
      sizeBytes += Buffer.byteLength(text);
      if (records.length > 0 && sizeBytes > MAX_READ_BYTES) break;
      records.push(JSON.parse(text) as StreamRecord);
    }
    return records;
  }

  /** Forgets what is older than 24 hours, a bounded batch at a time. */
  async trim(clock: Clock, signal?: AbortSignal): Promise<void> {
    while (!signal?.aborted) {
      const records = await this.read(this.trimmed, TRIM_BATCH);
      const young = records.findIndex((record) => !isExpired(record, clock));
      const count = young === -1 ? records.length : young;
      if (count === 0) return;
      await this.#trimThrough(this.trimmed + count);
    }
  }

  async #trimThrough(position: number): Promise<void> {
    const operations: BatchOperation[] = [{ type: 'put', key: trimKey(this.#prefix), value: position }];
    for (let old = this.trimmed + 1; old <= position; old += 1) operations.push({ type: 'del', key: this.#keyAt(old) });
    await this.level.batch(operations);
    this.trimmed = position;
  }

  /** Removes every trace of the stream: its table is being deleted, or its time is over. */
  async erase(): Promise<void> {
    await this.level.clear(keysUnder(this.#prefix));
    await this.level.batch([{ type: 'del', key: trimKey(this.#prefix) }]);
  }

  #keyAt(position: number): string {
    return this.#prefix + String(position).padStart(20, '0');
  }
}

const prefixOf = ({ tableName, label }: StreamDefinition): string => `stream-${tableName}@${label}~`;
const trimKey = (prefix: string): string => `trim-${prefix}`;

/** The record's time is rounded down to the second; what may be younger than the retention stays. */
const isExpired = ({ dynamodb }: StreamRecord, clock: Clock): boolean =>
  clock.ageMs(dynamodb.ApproximateCreationDateTime * 1000 + 999) > RETENTION_MS;
