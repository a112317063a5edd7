import { drained, idsInLake, put, smallWorld } from './testing/small-world.js';

// Time in these specs is simulated; this is room for a machine that is busy with other things.
jest.setTimeout(60_000);

describe('two consumers that overwrite one checkpoint', () => {
  it('would skip what only the other pipe has delivered', async () => {
    const simulation = smallWorld({ pipes: ['one', 'two'] });
    await simulation.live(async (cloud) => {
      await cloud.apis.pipes.StopPipe({ Name: 'two' });
      await put(cloud, 'a', 'b');
      await drained(cloud);
      expect(await idsInLake(cloud)).toEqual(['a', 'b']);
    });
    const ids = await simulation.live(async (cloud) => {
      await put(cloud, 'c');
      await cloud.apis.pipes.StartPipe({ Name: 'two' });
      await drained(cloud);
      return idsInLake(cloud);
    });
    expect(ids).toEqual(['a', 'a', 'b', 'b', 'c', 'c']);
  });

  it('would skip what only the other delivery stream has delivered', async () => {
    const deliveryStreams = ['one', 'two'];
    for (let seed = 1; seed <= 10; seed += 1) {
      const simulation = smallWorld({ deliveryStreams }, seed);
      await simulation.live(async (cloud) => {
        await put(cloud, 'a', 'b');
        // The process ends as soon as one of them is done, whichever it is.
        while (
          (await Promise.all(deliveryStreams.map((name) => idsInLake(cloud, name)))).every((ids) => ids.length < 2)
        )
          await cloud.sleep(10);
      });
      const ids = await simulation.live(async (cloud) => {
        await drained(cloud);
        return Promise.all(deliveryStreams.map((name) => idsInLake(cloud, name)));
      });
      expect(ids).toEqual([
        ['a', 'b'],
        ['a', 'b'],
      ]);
    }
  });
});
