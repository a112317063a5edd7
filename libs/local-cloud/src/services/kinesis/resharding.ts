import { splitHashKeys, type HashKeyRange } from './hash-key.js';
import { openShardsOf, type ShardDefinition } from './shard-definition.js';

type Shards = readonly ShardDefinition[];

/**
 * Closes the parents, which must be open, and opens a shard for each range.
 *
 * Law: when the ranges hold the hash keys of the parents, every hash key is in exactly one open shard afterwards.
 */
const replaceShards = (shards: Shards, parents: Shards, ranges: readonly HashKeyRange[], nowMs: number): Shards => {
  const openedAtMs = Math.max(nowMs, ...parents.map((parent) => parent.openedAtMs + 1));
  // The newest shard is always there: only closed shards are forgotten, and those have younger children.
  const nextIndex = Math.max(...shards.map(({ index }) => index)) + 1;
  return [
    ...shards.map((shard) => (parents.includes(shard) ? { ...shard, closedAtMs: openedAtMs } : shard)),
    ...ranges.map((range, place) => ({
      ...range,
      index: nextIndex + place,
      openedAtMs,
      parents: parents.map(({ index }) => index),
    })),
  ];
};

/** The hash key becomes the first of the second child; it must be above the parent's first. */
export const splitShard = (shards: Shards, parent: ShardDefinition, hashKey: bigint, nowMs: number): Shards => {
  const { start, end } = parent;
  const ranges = [
    { start, end: hashKey - 1n },
    { start: hashKey, end },
  ];
  return replaceShards(shards, [parent], ranges, nowMs);
};

/** The two must be neighbours. */
export const mergeShards = (
  shards: Shards,
  shard: ShardDefinition,
  adjacent: ShardDefinition,
  nowMs: number,
): Shards => {
  const [low, high] = shard.start < adjacent.start ? [shard, adjacent] : [adjacent, shard];
  return replaceShards(shards, [shard, adjacent], [{ start: low.start, end: high.end }], nowMs);
};

/** Whether one ends where the other begins. */
export const areAdjacent = (one: HashKeyRange, other: HashKeyRange): boolean =>
  one.end + 1n === other.start || other.end + 1n === one.start;

/**
 * Splits and merges until the open shards are that many, of equal size. Shards may come and go on the way, as on AWS:
 * a shard has at most two parents.
 */
export const scaleShards = (shards: Shards, count: number, nowMs: number): Shards => {
  const targets = splitHashKeys(count);
  const split = targets.reduce((current, { start }) => splitAt(current, start, nowMs), shards);
  return targets.reduce((current, target) => mergeWithin(current, target, nowMs), split);
};

const splitAt = (shards: Shards, hashKey: bigint, nowMs: number): Shards => {
  const parent = openShardsOf(shards).find(({ start, end }) => start < hashKey && hashKey <= end);
  return parent ? splitShard(shards, parent, hashKey, nowMs) : shards;
};

const mergeWithin = (shards: Shards, { start, end }: HashKeyRange, nowMs: number): Shards => {
  const [first, second] = openShardsOf(shards).filter((shard) => shard.start >= start && shard.end <= end);
  if (!first || !second) return shards;
  return mergeWithin(mergeShards(shards, first, second, nowMs), { start, end }, nowMs);
};
