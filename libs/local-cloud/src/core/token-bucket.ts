import type { Clock } from './clock.js';

/** Lets through so many units a second of the template's time, and no more than one second's worth at once. */
export class TokenBucket {
  #tokens: number;
  #filledAtMs: number;

  constructor(
    private readonly perSecond: number,
    private readonly clock: Clock,
  ) {
    this.#tokens = perSecond;
    this.#filledAtMs = clock.elapsedMs();
  }

  /** Whether that much may pass now. */
  has(amount: number): boolean {
    const nowMs = this.clock.elapsedMs();
    this.#tokens = Math.min(this.perSecond, this.#tokens + ((nowMs - this.#filledAtMs) / 1000) * this.perSecond);
    this.#filledAtMs = nowMs;
    // A quarter of a second refilled in three steps is a few billionths short of what it is in one.
    return this.#tokens + 1e-6 >= amount;
  }

  /** Counts what has passed; more than there was leaves a debt that must be worked off first. */
  take(amount: number): void {
    this.#tokens -= amount;
  }
}
