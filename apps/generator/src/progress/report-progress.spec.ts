import { InstantClock } from '../instant-clock.js';
import { noCounts } from '../writing/counts.js';
import { reportProgress } from './report-progress.js';

describe('reportProgress', () => {
  it('tells the counts and the rate since the last time, until the signal', async () => {
    const counts = noCounts();
    const finished = new AbortController();
    const told: [number, number][] = [];
    const progress = (now: { written: number }, rate: number) => {
      told.push([now.written, rate]);
      counts.written += 10;
      if (told.length === 3) finished.abort();
    };
    await reportProgress(counts, { intervalMs: 500, progress }, new InstantClock(), finished.signal);
    expect(told).toEqual([
      [0, 0],
      [10, 20],
      [20, 20],
    ]);
  });
});
