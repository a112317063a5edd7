import type { Clock } from '../../core/clock.js';
import { keysUnder, type BatchOperation, type LevelDatabase } from './level-store.js';
import { formatSequenceNumber, parseSequenceNumber } from './sequence-number.js';
import { streamRecord, type Change, type RecordedStream, type StreamRecord } from './stream-record.js';
import type { KeySchemaElement, StreamViewType, TableDescription } from './table-description.js';

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
    private readonly prefix: string,
    readonly tableName: string,
    readonly arn: string,
    readonly label: string,
    readonly region: string,
    readonly keySchema: readonly KeySchemaElement[],
    readonly viewType: StreamViewType,
    readonly createdAtMs: number,
    private trimmed: number,
    private last: number,
  ) {}

  /** The stream as it lies on disk; undefined for a table without one. */
  static async open(level: LevelDatabase, table: TableDescription, region: string): Promise<ChangeStream | undefined> {
    const { TableName, LatestStreamArn, LatestStreamLabel, StreamSpecification, KeySchema, CreationDateTime } = table;
    if (!LatestStreamArn || !LatestStreamLabel || !StreamSpecification?.StreamViewType) return undefined;
    const prefix = `stream-${TableName}@${LatestStreamLabel}~`;
    const createdAtMs = Math.round(CreationDateTime * 1000);
    const trimmed = ((await level.get(trimKey(prefix))) as number | undefined) ?? createdAtMs * 1000;
    let last = trimmed;
    for await (const key of level.keys({ ...keysUnder(prefix), reverse: true, limit: 1 }))
      last = Number(key.slice(prefix.length));
    const viewType = StreamSpecification.StreamViewType;
    return new ChangeStream(
      level,
      prefix,
      TableName,
      LatestStreamArn,
      LatestStreamLabel,
      region,
      KeySchema,
      viewType,
      createdAtMs,
      trimmed,
      last,
    );
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
    const operations: BatchOperation[] = [{ type: 'put', key: trimKey(this.prefix), value: position }];
    for (let old = this.trimmed + 1; old <= position; old += 1) operations.push({ type: 'del', key: this.#keyAt(old) });
    await this.level.batch(operations);
    this.trimmed = position;
  }

  /** Removes every trace of the stream; the table is being deleted. */
  async erase(): Promise<void> {
    await this.level.clear(keysUnder(this.prefix));
    await this.level.batch([{ type: 'del', key: trimKey(this.prefix) }]);
  }

  #keyAt(position: number): string {
    return this.prefix + String(position).padStart(20, '0');
  }
}

const trimKey = (prefix: string): string => `trim-${prefix}`;

/** The record's time is rounded down to the second; what may be younger than the retention stays. */
const isExpired = ({ dynamodb }: StreamRecord, clock: Clock): boolean =>
  clock.ageMs(dynamodb.ApproximateCreationDateTime * 1000 + 999) > RETENTION_MS;
