import type { Clock } from './clock.js';

/** A clock for tests: a sleep takes no real time and moves `now` on by its length; `slept` lists the lengths. */
export class InstantClock implements Clock {
  readonly slept: number[] = [];
  #now: number;

  constructor(startMs = Date.UTC(2026, 0, 2, 3, 4, 5)) {
    this.#now = startMs;
  }

  now(): number {
    return this.#now;
  }

  advance(intervalMs: number): void {
    this.#now += intervalMs;
  }

  async sleep(intervalMs: number): Promise<void> {
    this.slept.push(intervalMs);
    this.#now += intervalMs;
  }
}
