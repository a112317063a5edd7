import { drained, idsInLake, put, smallWorld } from './testing/small-world.js';

// Time in these specs is simulated; this is room for a machine that is busy with other things.
jest.setTimeout(60_000);

const SHARD_LIFETIME_MS = 4 * 60 * 60 * 1000;

describe('LATEST applied to child shards', () => {
  it('would skip what a shard of DynamoDB took before the pipe found it', async () => {
    const simulation = smallWorld({ startingPosition: 'LATEST' });
    await simulation.live(async (cloud) => {
      await put(cloud, 'a');
      await drained(cloud);
    });
    simulation.world.time.pass(SHARD_LIFETIME_MS);
    const ids = await simulation.live(async (cloud) => {
      await put(cloud, 'b', 'c');
      await drained(cloud);
      return idsInLake(cloud);
    });
    expect(ids).toEqual(['a', 'b', 'c']);
  });

  it.each([
    [2, 'a split'],
    [1, 'a merge'],
  ])('would skip what shards of Kinesis took after %s before the delivery stream found them: %s', async (count) => {
    const written = Array.from({ length: 8 }, (_, index) => `after-${String(index)}`);
    const ids = await smallWorld().live(async (cloud) => {
      const reshard = (TargetShardCount: number): Promise<unknown> =>
        cloud.apis.kinesis.UpdateShardCount({
          StreamName: 'changes',
          TargetShardCount,
          ScalingType: 'UNIFORM_SCALING',
        });
      if (count === 1) await reshard(2);
      await put(cloud, 'before');
      await drained(cloud);
      await reshard(count);
      await put(cloud, ...written);
      await drained(cloud);
      return idsInLake(cloud);
    });
    expect(ids).toEqual(['before', ...written]);
  });
});
