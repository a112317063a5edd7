import type { StreamEvent } from './stream-event.js';

export interface SourceShard {
  readonly shardId: string;
  /** The shards that must be read before this one; two after a merge. */
  readonly parentIds: readonly string[];
}

export interface SourceRecord {
  readonly sequenceNumber: string;
  /** Milliseconds since the epoch. */
  readonly createdAtMs: number;
  /** Undefined when the filter does not take the record. */
  readonly event: StreamEvent | undefined;
}

export interface SourcePage {
  readonly records: readonly SourceRecord[];
  /** Undefined when the shard is closed and this was the last of it. */
  readonly nextIterator: string | undefined;
}

/** A stream that can be polled shard by shard. Errors are those of its service. */
export interface StreamSource {
  /** Names the folder of its checkpoints: another for a stream that was made anew. */
  readonly label: string;
  shards(): Promise<readonly SourceShard[]>;
  /** An iterator right after that record; at the place where the consumer starts when there is none. */
  iterator(shardId: string, after: string | undefined): Promise<string>;
  read(shardId: string, iterator: string): Promise<SourcePage>;
  /** How many records of the shard come after that one; all, when none is named. */
  pendingAfter(shardId: string, sequenceNumber: string | undefined): Promise<number>;
}
