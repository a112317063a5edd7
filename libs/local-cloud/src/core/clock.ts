import { setTimeout as delay } from 'node:timers/promises';

/**
 * The one source of time.
 *
 * `now` is the world's time: it stamps data, and data ages by it (retention, record age), so that what a killed run left
 * behind has not expired when the run goes on an hour later. Everything that waits (buffers, schedules, retries) goes by
 * the template's time, which `--time-scale` makes run faster than the world's.
 */
export interface Clock {
  /** How many times faster than the world the template's time runs. */
  readonly timeScale: number;
  /** Milliseconds since the epoch, never scaled. */
  now(): number;
  /** Template milliseconds since the clock was made; never goes back. */
  elapsedMs(): number;
  /** Milliseconds of the world since a timestamp of `now`. */
  ageMs(timestampMs: number): number;
  /** Waits that many template milliseconds; returns early, without throwing, when the signal aborts. */
  sleep(intervalMs: number, signal?: AbortSignal): Promise<void>;
}

export class SystemClock implements Clock {
  readonly #startedAt = performance.now();

  constructor(readonly timeScale = 1) {}

  now(): number {
    return Date.now();
  }

  elapsedMs(): number {
    return (performance.now() - this.#startedAt) * this.timeScale;
  }

  ageMs(timestampMs: number): number {
    return Date.now() - timestampMs;
  }

  async sleep(intervalMs: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return;
    await delay(intervalMs / this.timeScale, undefined, signal && { signal }).catch((error: unknown) => {
      if (!signal?.aborted) throw error;
    });
  }
}
