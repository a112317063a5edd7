import type { SourceRecord } from './source-record.js';

/** A shard of the source, open or closed. */
export interface SourceShard {
  readonly shardId: string;
  /** The shards that it was split from or merged of, which are read first. */
  readonly parentShardIds: readonly string[];
}

/** Reads one shard from a position on, in order. */
export interface SourceReader {
  readonly shardId: string;
  /** True when the shard takes no more records and is read to its end. */
  readonly closed: boolean;
  /** Whether the last read left records behind. */
  readonly behind: boolean;
  /** The next records, possibly none. */
  read(): Promise<readonly SourceRecord[]>;
}

/** Where a delivery stream has its records from. Positions are sequence numbers; undefined is before the oldest record. */
export interface Source {
  /** Of the folder of its checkpoints. */
  readonly name: string;
  shards(): Promise<readonly SourceShard[]>;
  /** Starts after that record. */
  reader(shardId: string, position: string | undefined): SourceReader;
  /** How many records come after that one. */
  pendingAfter(shardId: string, position: string | undefined): Promise<number>;
  /** Told that what came until that record is delivered and will not be asked for again. */
  release(shardId: string, position: string): Promise<void>;
}
