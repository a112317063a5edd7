import type { CloudContext } from '../../core/cloud-context.js';
import type { ChangeStream } from './change-stream.js';
import { itemPrefix, type BatchOperation, type LevelDatabase } from './level-store.js';
import { formatSequenceNumber } from './sequence-number.js';
import { StreamAppend, type Appended } from './shards/stream-append.js';
import type { Change } from './stream-record.js';
import type { Table, Tables } from './tables.js';
import { tableNotFound } from './dynamodb-errors.js';

/** One item about to be written. */
export interface ItemWrite extends Change {
  readonly table: Table;
  /** dynalite's key of the item within its table. */
  readonly itemKey: string;
}

interface Waiting {
  /** All of them go down in one batch. */
  readonly writes: readonly ItemWrite[];
  readonly also: readonly BatchOperation[];
  /** Goes down alone; this is called when it is down, before any later write is looked at. */
  readonly andThen?: () => void;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

const MAX_GROUP = 500;

/**
 * Writes items together with their stream records: an item and its record are in one LevelDB batch, and batches go
 * down one after the other. So both are there or neither is, and a record is never readable before those of lower
 * sequence number. Writes that wait for the running batch share the next one.
 */
export class ChangeWriter {
  #waiting: Waiting[] = [];
  #running: Promise<void> | undefined;
  readonly #countsByTable = new Map<string, number>();

  constructor(
    private readonly level: LevelDatabase,
    private readonly tables: Tables,
    private readonly context: CloudContext,
    private readonly shardLifetimeMs: number,
  ) {}

  /** Resolves when the item and its record are on disk. */
  write(write: ItemWrite): Promise<void> {
    return this.writeAll([write]);
  }

  /** Resolves when all of the items, their records and what else goes with them are on disk; otherwise none is. */
  writeAll(writes: readonly ItemWrite[], also: readonly BatchOperation[] = []): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ writes, also, resolve, reject });
      this.#running ??= this.#drain();
    });
  }

  /**
   * Changes what the writer goes by: writes that were begun before go down as it was, those after as it is then. On disk
   * when it resolves.
   */
  change(also: readonly BatchOperation[], andThen: () => void): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ writes: [], also, andThen, resolve, reject });
      this.#running ??= this.#drain();
    });
  }

  /** Resolves when nothing is being written. */
  async idle(): Promise<void> {
    await this.#running;
  }

  /** Changes that were put on the table's stream since the process started. */
  changesOf(tableName: string): number {
    return this.#countsByTable.get(tableName) ?? 0;
  }

  async #drain(): Promise<void> {
    // Lets all who write in this turn of the event loop into the first batch.
    await Promise.resolve();
    while (this.#waiting.length > 0) await this.#writeGroup(this.#takeGroup());
    this.#running = undefined;
  }

  /** Writes up to the next change, or that change alone. */
  #takeGroup(): readonly Waiting[] {
    const change = this.#waiting.findIndex(({ andThen }) => andThen);
    return this.#waiting.splice(0, change === -1 ? MAX_GROUP : Math.min(Math.max(change, 1), MAX_GROUP));
  }

  async #writeGroup(group: readonly Waiting[]): Promise<void> {
    const valid = group.filter((waiting) => this.#isStillThere(waiting));
    const { operations, appended } = this.#operationsFor(valid.flatMap(({ writes }) => writes));
    try {
      await this.level.batch([...operations, ...valid.flatMap(({ also }) => also)]);
    } catch (error) {
      for (const { reject } of valid) reject(error);
      return;
    }
    for (const change of appended) this.#publish(change);
    for (const { andThen, resolve } of valid) {
      andThen?.();
      resolve();
    }
  }

  /** A table may have been deleted since the write passed its checks. */
  #isStillThere({ writes, reject }: Waiting): boolean {
    if (writes.every(({ table }) => this.tables.find(table.description.TableName) === table)) return true;
    reject(tableNotFound());
    return false;
  }

  #operationsFor(writes: readonly ItemWrite[]): {
    operations: readonly BatchOperation[];
    appended: readonly Appended[];
  } {
    const committedAtMs = this.context.clock.now();
    const operations: BatchOperation[] = [];
    const appended: Appended[] = [];
    const appends = new Map<ChangeStream, StreamAppend>();
    for (const write of writes) {
      operations.push(itemOperation(write));
      const { stream } = write.table;
      if (!stream) continue;
      const append = appends.get(stream) ?? new StreamAppend(stream, committedAtMs, this.#isShardOver);
      appends.set(stream, append);
      const change = append.add(write);
      operations.push(...change.operations);
      appended.push(change);
    }
    return { operations, appended };
  }

  /** By the template's time, as everything that comes round. */
  readonly #isShardOver = (openedAtMs: number): boolean => {
    const { clock } = this.context;
    return clock.ageMs(openedAtMs) * clock.timeScale >= this.shardLifetimeMs;
  };

  #publish({ stream: { tableName }, position, publish }: Appended): void {
    publish();
    this.#countsByTable.set(tableName, this.changesOf(tableName) + 1);
    this.context.observer.changeCommitted?.({
      tableName,
      sequenceNumber: formatSequenceNumber(position),
      committedAtMs: this.context.clock.now(),
    });
  }
}

const itemOperation = ({ table, itemKey, newImage }: ItemWrite): BatchOperation => {
  const key = itemPrefix(table.description.TableName) + itemKey;
  return newImage ? { type: 'put', key, value: newImage } : { type: 'del', key };
};
