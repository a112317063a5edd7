import { SystemClock } from './clock.js';
import { ManualClock } from './manual-clock.js';

describe('ManualClock', () => {
  it('wakes sleepers in the order of their alarms, not of their going to sleep', async () => {
    const clock = new ManualClock();
    const woken: string[] = [];
    const sleepers = [
      clock.sleep(200).then(() => woken.push('late')),
      clock.sleep(100).then(() => woken.push('early')),
    ];
    clock.advance(200);
    await Promise.all(sleepers);
    expect(woken).toEqual(['early', 'late']);
  });

  it('leaves asleep whoever is not due', async () => {
    const clock = new ManualClock();
    let woken = false;
    void clock.sleep(101).then(() => (woken = true));
    clock.advance(100);
    await Promise.resolve();
    expect(woken).toBe(false);
  });

  it('ends a sleep whose signal aborts', async () => {
    const clock = new ManualClock();
    const stop = new AbortController();
    const sleeping = clock.sleep(1_000_000, stop.signal);
    stop.abort();
    await expect(sleeping).resolves.toBeUndefined();
  });
});

describe('SystemClock', () => {
  it('ages data by the world, however fast the template runs', () => {
    const clock = new SystemClock(3_600);
    const ageMs = clock.ageMs(clock.now() - 1_000);
    expect(ageMs).toBeGreaterThanOrEqual(1_000);
    expect(ageMs).toBeLessThan(60_000);
  });

  it('ends a sleep whose signal aborts', async () => {
    const stop = new AbortController();
    const sleeping = new SystemClock().sleep(1_000_000, stop.signal);
    stop.abort();
    await expect(sleeping).resolves.toBeUndefined();
  });
});
