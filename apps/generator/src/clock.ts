import { setTimeout as delay } from 'node:timers/promises';

/** The generator's source of time: `now` in milliseconds since the epoch; `sleep` returns early, without throwing, when the signal aborts. */
export interface Clock {
  now(): number;
  sleep(intervalMs: number, signal?: AbortSignal): Promise<void>;
}

/** The machine's own time. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: async (intervalMs, signal) => {
    if (signal?.aborted) return;
    await delay(intervalMs, undefined, signal && { signal }).catch((error: unknown) => {
      if (!signal?.aborted) throw error;
    });
  },
};
