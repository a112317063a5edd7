import * as fc from 'fast-check';
import { areAdjacent, mergeShards, scaleShards, splitShard } from './resharding.js';
import { firstShards, openShardsOf, type ShardDefinition } from './shard-definition.js';

type Shards = readonly ShardDefinition[];

const LAST = (1n << 128n) - 1n;

/** A step that is allowed, picked by two numbers. */
const anyStep = fc.record({
  kind: fc.constantFrom('split', 'merge', 'scale'),
  pick: fc.nat(1_000),
  where: fc.bigInt({ min: 2n, max: LAST - 1n }),
});

const takeStep = (shards: Shards, { kind, pick, where }: { kind: string; pick: number; where: bigint }): Shards => {
  const open = openShardsOf(shards);
  const [shard, next] = [open[pick % open.length], open[(pick % open.length) + 1]];
  if (kind === 'scale') return scaleShards(shards, 1 + (pick % 12), 1_000);
  if (kind === 'merge') return shard && next ? mergeShards(shards, next, shard, 1_000) : shards;
  const holder = open.find(({ start, end }) => start < where && where <= end);
  return holder ? splitShard(shards, holder, where, 1_000) : shards;
};

describe('resharding', () => {
  it('leaves every hash key in exactly one open shard, and every shard younger than its parents', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), fc.array(anyStep, { maxLength: 6 }), (count, steps) => {
        const shards = steps.reduce(takeStep, firstShards(count, 1_000));
        const open = openShardsOf(shards);
        expect(open[0]?.start).toBe(0n);
        expect(open.at(-1)?.end).toBe(LAST);
        for (const [place, shard] of open.slice(1).entries()) expect(shard.start).toBe((open[place]?.end ?? 0n) + 1n);
        expect(shards.map(({ index }) => index)).toEqual(shards.map((_, place) => place));
        for (const { parents, openedAtMs } of shards)
          for (const parent of parents) {
            expect(shards[parent]?.closedAtMs).toBeLessThanOrEqual(openedAtMs);
            expect(shards[parent]?.openedAtMs).toBeLessThan(openedAtMs);
          }
      }),
    );
  });

  it('gives as many shards of equal size as were asked for, and touches none that is so already', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 20 }), (before, after) => {
        const scaled = scaleShards(firstShards(before, 1_000), after, 2_000);
        const ranges = (shards: Shards): unknown => openShardsOf(shards).map(({ start, end }) => [start, end]);
        expect(ranges(scaled)).toEqual(ranges(firstShards(after, 1_000)));
        expect(scaleShards(scaled, after, 3_000)).toEqual(scaled);
      }),
    );
  });

  it('knows neighbours in either order', () => {
    const [low, high] = firstShards(2, 0);
    if (!low || !high) throw new Error('There are two shards.');
    expect([areAdjacent(low, high), areAdjacent(high, low), areAdjacent(low, low)]).toEqual([true, true, false]);
  });
});
