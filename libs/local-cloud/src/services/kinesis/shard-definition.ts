import { splitHashKeys, type HashKeyRange } from './hash-key.js';

/** A shard as it lies on disk. */
export interface ShardDefinition extends HashKeyRange {
  /** 0 for the first shard that the stream ever had, 1 for the next, … */
  readonly index: number;
  /** Milliseconds since the epoch; later than that of its parents, so that its sequence numbers are above theirs. */
  readonly openedAtMs: number;
  /** Absent while the shard takes records. */
  readonly closedAtMs?: number;
  /** Indexes of the shards whose hash keys it took over: one after a split, two after a merge. */
  readonly parents: readonly number[];
}

export const shardIdOf = (index: number): string => `shardId-${String(index).padStart(12, '0')}`;

/** The shards that a stream is created with. */
export const firstShards = (count: number, openedAtMs: number): readonly ShardDefinition[] =>
  splitHashKeys(count).map((range, index) => ({ ...range, index, openedAtMs, parents: [] }));

/** In the order of their hash keys. */
export const openShardsOf = (shards: readonly ShardDefinition[]): readonly ShardDefinition[] =>
  shards
    .filter(({ closedAtMs }) => closedAtMs === undefined)
    .sort((left, right) => (left.start < right.start ? -1 : 1));
