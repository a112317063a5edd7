import type { Clock } from '../clock.js';
import { changesOf, type Counts } from '../writing/counts.js';
import type { Reporter } from './reporter.js';

/** Tells the reporter of the counts at its interval, with the rate since the last time, until the signal. */
export const reportProgress = async (
  counts: Readonly<Counts>,
  reporter: Pick<Reporter, 'intervalMs' | 'progress'>,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> => {
  let lastMs = clock.now();
  let lastChanges = changesOf(counts);
  for (;;) {
    await clock.sleep(reporter.intervalMs, signal);
    if (signal.aborted) return;
    const changes = changesOf(counts);
    const nowMs = clock.now();
    const seconds = Math.max(nowMs - lastMs, 1) / 1_000;
    reporter.progress({ ...counts }, (changes - lastChanges) / seconds);
    lastMs = nowMs;
    lastChanges = changes;
  }
};
