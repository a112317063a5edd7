import type { Clock } from '../clock.js';

/** A run that has fallen behind its rate catches up with at most this much at once, not with all it has missed. */
const CATCH_UP_MS = 1_000;

/**
 * Gives the items at a rate per second (as fast as they are asked for when it is undefined), and none after the signal.
 * An item is asked for when it is due, so that an item which carries the time carries the right one.
 */
export async function* paced<T>(
  items: AsyncIterator<T> | Iterator<T>,
  rate: number | undefined,
  clock: Clock,
  signal: AbortSignal,
): AsyncGenerator<T> {
  const intervalMs = rate === undefined ? 0 : 1_000 / rate;
  let dueMs = clock.now();
  try {
    while (!signal.aborted) {
      const waitMs = dueMs - clock.now();
      if (waitMs > 0) {
        await clock.sleep(waitMs, signal);
        continue;
      }
      const item = await items.next();
      if (item.done === true) return;
      yield item.value;
      dueMs = Math.max(dueMs, clock.now() - CATCH_UP_MS) + intervalMs;
    }
  } finally {
    await items.return?.();
  }
}
