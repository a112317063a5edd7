import { drained, idsInLake, put, smallWorld } from './testing/small-world.js';

// Time in these specs is simulated; this is room for a machine that is busy with other things.
jest.setTimeout(60_000);

/** Longer than any iterator lives. */
const TWENTY_MINUTES_MS = 20 * 60 * 1000;

describe('an expired iterator that is retried for ever', () => {
  it('would stop a pipe that goes on after a pause', async () => {
    const ids = await smallWorld().live(async (cloud) => {
      await put(cloud, 'a');
      await drained(cloud);
      await cloud.apis.pipes.StopPipe({ Name: 'changes' });
      await cloud.sleep(TWENTY_MINUTES_MS);
      await put(cloud, 'b');
      await cloud.apis.pipes.StartPipe({ Name: 'changes' });
      await drained(cloud);
      return idsInLake(cloud);
    });
    expect(ids).toEqual(['a', 'b']);
  });

  it('would stop pipe and delivery stream when somebody sets the clock', async () => {
    const simulation = smallWorld();
    const ids = await simulation.live(async (cloud) => {
      await put(cloud, 'a');
      await drained(cloud);
      simulation.world.time.jump(TWENTY_MINUTES_MS);
      await put(cloud, 'b');
      await drained(cloud);
      return idsInLake(cloud);
    });
    expect(ids).toEqual(['a', 'b']);
  });

  it('would keep reading without a pause while every iterator expires', async () => {
    const simulation = smallWorld({}, 1, { 'expired iterator': 1 });
    const ids = await simulation.live(async (cloud) => {
      await put(cloud, 'a');
      const before = simulation.world.history.length;
      await cloud.sleep(60_000);
      const reads = simulation.world.history.slice(before).filter((step) => step.endsWith('GetRecords'));
      // Twice for each poll of the pipe, four times a second, and of the delivery stream, once a second.
      expect(reads.length).toBeLessThan(60 * 2 * (4 + 1) + 10);
      simulation.faults.heal();
      await drained(cloud);
      return idsInLake(cloud);
    });
    expect(ids).toEqual(['a']);
  });
});
