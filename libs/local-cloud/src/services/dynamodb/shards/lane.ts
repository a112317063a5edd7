import { keysUnder, type BatchOperation, type LevelDatabase } from '../level-store.js';
import type { StreamRecord } from '../stream-record.js';
import { shardIdOf, type ShardStart, type StreamShard } from './stream-shard.js';

const MAX_READ_BYTES = 1_000_000;
const TRIM_BATCH = 1_000;
/** Of so many shards that hold nothing any more a reader that still has one is told that it is at the end. */
const REMEMBERED_SHARDS = 100;

/**
 * The changes of all items of some partition keys, in their order, cut into shards: each but the first is the child of
 * the one before. Positions are the stream's, so a lane has gaps where other lanes have changes.
 *
 * Law: `trimmedThrough <= last`, and neither ever goes back.
 */
export class Lane {
  private constructor(
    private readonly level: LevelDatabase,
    private readonly prefix: string,
    readonly number: number,
    private starts: readonly [ShardStart, ...ShardStart[]],
    private trimmed: number,
    private newest: number,
  ) {}

  /** The lane as it lies on disk, in rows whose keys begin with the prefix. */
  static async open(level: LevelDatabase, prefix: string, number: number, createdAtMs: number): Promise<Lane> {
    const first: ShardStart = { openedAtMs: createdAtMs, after: createdAtMs * 1000 };
    const later: ShardStart[] = [];
    for await (const start of level.values(keysUnder(shardPrefix(prefix)))) later.push(start as ShardStart);
    const [oldest] = later;
    // The first has no row; once it is forgotten the oldest row is not its child's.
    const isFirstKnown = !oldest || oldest.parentId === shardIdOf(number, first);
    const trimmed = ((await level.get(trimKey(prefix))) as number | undefined) ?? first.after;
    let newest = trimmed;
    for await (const key of level.keys({ ...keysUnder(prefix), reverse: true, limit: 1 }))
      newest = Number(key.slice(prefix.length));
    const starts = isFirstKnown ? [first, ...later] : later;
    return new Lane(level, prefix, number, starts as [ShardStart, ...ShardStart[]], trimmed, newest);
  }

  /** The position of the newest change; that before the first when there was none. */
  get last(): number {
    return this.newest;
  }

  /** The position of the newest change that can no longer be read; that before the first when all can. */
  get trimmedThrough(): number {
    return this.trimmed;
  }

  /** All that are known, the oldest first; the last is open unless the stream is closed. */
  shards(isClosed: boolean): readonly StreamShard[] {
    return this.starts.map((start, index) => {
      const next = this.starts[index + 1];
      const through = next?.after ?? (isClosed ? this.newest : undefined);
      return {
        id: shardIdOf(this.number, start),
        lane: this.number,
        ...start,
        ...(through !== undefined && { through }),
      };
    });
  }

  /** The start of the shard that is to take the next change; undefined when the open one is to take it. */
  nextShard(openedAtMs: number, isOver: (openedAtMs: number) => boolean): ShardStart | undefined {
    const open = this.starts.at(-1) ?? this.starts[0];
    // A shard that holds nothing stays: whoever reads shards finds a change in each.
    if (this.newest <= open.after || !isOver(open.openedAtMs)) return undefined;
    return {
      openedAtMs: Math.max(openedAtMs, open.openedAtMs + 1),
      after: this.newest,
      parentId: shardIdOf(this.number, open),
    };
  }

  /** What to write so that the shard is there. */
  startOperation(start: ShardStart): BatchOperation {
    return { type: 'put', key: shardPrefix(this.prefix) + positionKey(start.after), value: start };
  }

  recordOperation(position: number, value: StreamRecord): BatchOperation {
    return { type: 'put', key: this.prefix + positionKey(position), value };
  }

  /** The change at this position is on disk, and so is the start of its shard if it began one. */
  advance(position: number, start: ShardStart | undefined): void {
    if (start) this.starts = [...this.starts, start];
    this.newest = position;
  }

  /** The changes between two positions: at most `limit`, and 1 MB unless the first alone is larger. */
  async read(after: number, through: number, limit: number): Promise<readonly StreamRecord[]> {
    if (after >= through) return [];
    const records: StreamRecord[] = [];
    let sizeBytes = 0;
    for await (const text of this.level.values({ ...this.#between(after, through), limit, valueEncoding: 'utf8' })) {
      sizeBytes += Buffer.byteLength(text);
      if (records.length > 0 && sizeBytes > MAX_READ_BYTES) break;
      records.push(JSON.parse(text) as StreamRecord);
    }
    return records;
  }

  /** How many changes lie between two positions. */
  async count(after: number, through: number): Promise<number> {
    if (after >= through) return 0;
    let count = 0;
    for await (const _key of this.level.keys(this.#between(after, through))) count += 1;
    return count;
  }

  /** Forgets the oldest changes for as long as they are expired, a bounded batch at a time. */
  async trim(
    isExpired: (record: StreamRecord) => boolean,
    positionOf: (record: StreamRecord) => number,
    signal?: AbortSignal,
  ): Promise<void> {
    while (!signal?.aborted) {
      const records = await this.read(this.trimmed, this.newest, TRIM_BATCH);
      const young = records.findIndex((record) => !isExpired(record));
      const expired = (young === -1 ? records : records.slice(0, young)).map(positionOf);
      const through = expired.at(-1);
      if (through === undefined) return;
      await this.#trimThrough(through, expired);
    }
  }

  async #trimThrough(through: number, positions: readonly number[]): Promise<void> {
    const empty = this.starts.filter((_, index) => (this.starts[index + 1]?.after ?? Infinity) <= through);
    const forgotten = empty.slice(0, -REMEMBERED_SHARDS);
    await this.level.batch([
      { type: 'put', key: trimKey(this.prefix), value: through },
      ...positions.map((position) => ({ type: 'del', key: this.prefix + positionKey(position) }) as const),
      ...forgotten.map(({ after }) => ({ type: 'del', key: shardPrefix(this.prefix) + positionKey(after) }) as const),
    ]);
    this.trimmed = through;
    this.starts = this.starts.filter((start) => !forgotten.includes(start)) as [ShardStart, ...ShardStart[]];
  }

  /** Removes every trace. */
  async erase(): Promise<void> {
    await this.level.clear(keysUnder(this.prefix));
    await this.level.clear(keysUnder(shardPrefix(this.prefix)));
    await this.level.batch([{ type: 'del', key: trimKey(this.prefix) }]);
  }

  #between(after: number, through: number): { readonly gt: string; readonly lte: string } {
    return { gt: this.prefix + positionKey(after), lte: this.prefix + positionKey(through) };
  }
}

const trimKey = (prefix: string): string => `trim-${prefix}`;
const shardPrefix = (prefix: string): string => `shard-${prefix}`;
const positionKey = (position: number): string => String(position).padStart(20, '0');
