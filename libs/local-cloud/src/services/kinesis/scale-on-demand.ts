import type { Clock } from '../../core/clock.js';
import { openShardsOf, shardIdOf, type ShardDefinition } from './shard-definition.js';
import { splitShard } from './resharding.js';
import type { Stream } from './stream.js';

/** How often the load of on-demand streams is looked at, in template milliseconds. */
export const SCALING_INTERVAL_MS = 60 * 1000;

/** Half of what a shard takes, so that there is room for twice the load. */
const SHARE = { recordsPerSecond: 500, bytesPerSecond: 512 * 1024 };
/** 200 MiB a second, as AWS has it for on-demand streams unless one asks for more. */
const MOST_SHARDS = 200;

/**
 * Splits each shard of an on-demand stream that took more than its share since the last look.
 * Differs: AWS goes by the peak of the last 30 days, and no rule of its shards is published; here none is ever merged.
 * https://docs.aws.amazon.com/streams/latest/dev/how-do-i-size-a-stream.html
 */
export const scaleOnDemand = async (stream: Stream, elapsedMs: number, clock: Clock): Promise<void> => {
  const seconds = elapsedMs / 1000;
  const isBusy = ({ records, bytes }: { readonly records: number; readonly bytes: number }): boolean =>
    records > SHARE.recordsPerSecond * seconds || bytes > SHARE.bytesPerSecond * seconds;
  const busy = new Set(
    stream.openShards.flatMap(({ id, throughput }) => (throughput && isBusy(throughput.takeLoad()) ? [id] : [])),
  );
  if (busy.size === 0 || stream.definition.mode !== 'ON_DEMAND') return;
  await stream.reshard((shards) => {
    const parents = openShardsOf(shards).filter(({ index }) => busy.has(shardIdOf(index)));
    const room = Math.max(0, MOST_SHARDS - openShardsOf(shards).length);
    return parents.slice(0, room).reduce((current, parent) => splitInHalf(current, parent, clock.now()), shards);
  });
};

const splitInHalf = (
  shards: readonly ShardDefinition[],
  parent: ShardDefinition,
  nowMs: number,
): readonly ShardDefinition[] => splitShard(shards, parent, (parent.start + parent.end) / 2n + 1n, nowMs);
