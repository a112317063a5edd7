import type { Clock } from './clock.js';

interface Sleeper {
  readonly wakeAt: number;
  readonly wake: () => void;
}

/** Time that passes only when a test says so. */
export class ManualClock implements Clock {
  readonly timeScale = 1;
  #elapsedMs = 0;
  #sleepers: Sleeper[] = [];

  constructor(private readonly epochMs = Date.parse('2026-11-23T12:00:00.000Z')) {}

  now(): number {
    return this.epochMs + this.#elapsedMs;
  }

  elapsedMs(): number {
    return this.#elapsedMs;
  }

  ageMs(timestampMs: number): number {
    return this.now() - timestampMs;
  }

  sleep(intervalMs: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const sleeper: Sleeper = { wakeAt: this.#elapsedMs + intervalMs, wake: resolve };
      this.#sleepers.push(sleeper);
      signal?.addEventListener('abort', () => this.#drop(sleeper), { once: true });
    });
  }

  /** Lets the time pass and wakes, in their order, all who slept until then. */
  advance(intervalMs: number): void {
    const until = this.#elapsedMs + intervalMs;
    for (let next = this.#nextDue(until); next; next = this.#nextDue(until)) {
      this.#elapsedMs = Math.max(this.#elapsedMs, next.wakeAt);
      this.#drop(next);
    }
    this.#elapsedMs = until;
  }

  #nextDue(until: number): Sleeper | undefined {
    return this.#sleepers.filter(({ wakeAt }) => wakeAt <= until).sort((a, b) => a.wakeAt - b.wakeAt)[0];
  }

  #drop(sleeper: Sleeper): void {
    this.#sleepers = this.#sleepers.filter((other) => other !== sleeper);
    sleeper.wake();
  }
}
