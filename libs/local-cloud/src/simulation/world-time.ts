import type { Clock } from '../core/clock.js';
import type { Life } from './world.js';

interface Sleeper {
  readonly life: Life;
  readonly wakeAtMs: number;
  readonly order: number;
  readonly wake: () => void;
}

const EPOCH_MS = Date.parse('2026-11-23T12:00:00.000Z');

/** The time of a simulated world: it passes only when nothing else happens. */
export class WorldTime {
  #elapsedMs = 0;
  /** How far the clock on the wall is off what has passed. */
  #skewMs = 0;
  #sleepers: Sleeper[] = [];
  #order = 0;

  get elapsedMs(): number {
    return this.#elapsedMs;
  }

  /** Whole milliseconds, as a computer's clock tells them. */
  get nowMs(): number {
    return EPOCH_MS + Math.floor(this.#elapsedMs) + this.#skewMs;
  }

  /** Somebody sets the clock on the wall, forwards or back; who sleeps is not woken by it. */
  jump(byMs: number): void {
    this.#skewMs += byMs;
  }

  sleep(life: Life, intervalMs: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      if (life.isOver) return;
      const wakeEarly = (): void => {
        this.#wake(sleeper);
      };
      const wake = (): void => {
        signal?.removeEventListener('abort', wakeEarly);
        resolve();
      };
      const sleeper = { life, wakeAtMs: this.#elapsedMs + intervalMs, order: this.#order++, wake };
      this.#sleepers.push(sleeper);
      signal?.addEventListener('abort', wakeEarly, { once: true });
    });
  }

  /** Passes while nobody lives who could notice. */
  pass(intervalMs: number): void {
    this.#elapsedMs += intervalMs;
  }

  /** Passes until the next sleeper wakes; false where nobody sleeps. */
  advanceToNext(): boolean {
    let next: Sleeper | undefined;
    for (const sleeper of this.#sleepers) if (!next || isBefore(sleeper, next)) next = sleeper;
    if (!next) return false;
    this.#elapsedMs = Math.max(this.#elapsedMs, next.wakeAtMs);
    this.#wake(next);
    return true;
  }

  /** Nobody of that life wakes again. */
  forget(life: Life): void {
    this.#sleepers = this.#sleepers.filter((sleeper) => sleeper.life !== life);
  }

  #wake(sleeper: Sleeper): void {
    this.#sleepers = this.#sleepers.filter((other) => other !== sleeper);
    if (!sleeper.life.isOver) sleeper.wake();
  }
}

const isBefore = (one: Sleeper, other: Sleeper): boolean =>
  one.wakeAtMs < other.wakeAtMs || (one.wakeAtMs === other.wakeAtMs && one.order < other.order);

/** The world's time as one process sees it. */
export class ProcessClock implements Clock {
  readonly timeScale = 1;
  readonly #startedAtMs: number;

  constructor(
    private readonly time: WorldTime,
    private readonly life: Life,
  ) {
    this.#startedAtMs = time.elapsedMs;
  }

  now(): number {
    return this.time.nowMs;
  }

  elapsedMs(): number {
    return this.time.elapsedMs - this.#startedAtMs;
  }

  ageMs(timestampMs: number): number {
    return this.now() - timestampMs;
  }

  sleep(intervalMs: number, signal?: AbortSignal): Promise<void> {
    return this.time.sleep(this.life, intervalMs, signal);
  }
}
