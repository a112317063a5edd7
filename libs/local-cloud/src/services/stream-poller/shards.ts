import { join } from 'node:path';
import { AwsError } from '@sales-cdc/aws-wire';
import { Checkpoint } from '../../core/checkpoint.js';
import type { Clock } from '../../core/clock.js';
import type { Disk } from '../../core/disk.js';
import type { PollerContext } from './poller-context.js';
import { ShardPoller, type Position } from './shard-poller.js';
import { ShardReader } from './shard-reader.js';
import type { SourceRecord, StreamSource } from './stream-source.js';

/** The checkpoint of a shard. A stream that was made anew has another label, and so checkpoints of its own. */
const openCheckpoint = (disk: Disk, directory: string, label: string, shardId: string): Promise<Checkpoint<Position>> =>
  Checkpoint.open<Position>(
    disk,
    join(directory, 'checkpoints', encodeURIComponent(label), `${encodeURIComponent(shardId)}.json`),
  );

/**
 * Makes a consumer's start durable: it begins after the records that the stream holds at this moment and that are to be
 * skipped, from the oldest on; all of them for LATEST.
 */
export const skipRecords = async (
  disk: Disk,
  directory: string,
  source: StreamSource,
  clock: Clock,
  isSkipped: (record: SourceRecord) => boolean = () => true,
): Promise<void> => {
  for (const { shardId } of await source.shards()) {
    const sequenceNumber = await lastSkipped(shardId, source, clock, isSkipped);
    const checkpoint = await openCheckpoint(disk, directory, source.label, shardId);
    await checkpoint.save(sequenceNumber === undefined ? {} : { sequenceNumber });
  }
};

const lastSkipped = async (
  shardId: string,
  source: StreamSource,
  clock: Clock,
  isSkipped: (record: SourceRecord) => boolean,
): Promise<string | undefined> => {
  const reader = new ShardReader(shardId, source, undefined, () => undefined);
  let last: string | undefined;
  for (;;) {
    const records = await readPatiently(reader, clock);
    const firstKept = records.findIndex((record) => !isSkipped(record));
    last = records[(firstKept < 0 ? records.length : firstKept) - 1]?.sequenceNumber ?? last;
    if (firstKept >= 0 || records.length === 0) return last;
  }
};

const THROTTLED_PAUSE_MS = 1000;

/** A long shard takes longer than its read throughput allows at once. */
const readPatiently = async (reader: ShardReader, clock: Clock): Promise<readonly SourceRecord[]> => {
  for (;;) {
    try {
      return await reader.read();
    } catch (error) {
      if (!isThrottled(error)) throw error;
      await clock.sleep(THROTTLED_PAUSE_MS);
    }
  }
};

/** Whether the stream is read more than its throughput allows: that passes. */
export const isThrottled = (error: unknown): boolean =>
  error instanceof AwsError && error.code === 'ProvisionedThroughputExceededException';

/** The pollers of a stream's shards; a shard is polled once its parents are read to the end. */
export class Shards {
  readonly #pollers = new Map<string, ShardPoller>();
  #discovery: Promise<void> | undefined;

  constructor(
    private readonly directory: string,
    private readonly context: PollerContext,
  ) {}

  /** Those that have something to do. */
  get active(): readonly ShardPoller[] {
    return [...this.#pollers.values()].filter(({ atEnd }) => !atEnd);
  }

  /** Finds the shards that can be polled from now on. Who asks while it looks gets the same answer. */
  discover(): Promise<void> {
    this.#discovery ??= this.#discover().finally(() => {
      this.#discovery = undefined;
    });
    return this.#discovery;
  }

  async #discover(): Promise<void> {
    const { source } = this.context;
    const shards = await source.shards();
    const known = new Set(shards.map(({ shardId }) => shardId));
    const isRead = (parent: string): boolean => !known.has(parent) || this.#pollers.get(parent)?.atEnd === true;
    for (const { shardId, parentIds } of shards) {
      if (this.#pollers.has(shardId) || !parentIds.every(isRead)) continue;
      const checkpoint = await openCheckpoint(this.context.disk, this.directory, source.label, shardId);
      this.#pollers.set(shardId, new ShardPoller(shardId, checkpoint, this.context));
    }
  }
}
