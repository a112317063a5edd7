import type { Clock } from '../../core/clock.js';

/** Lambda tries an asynchronous event again after one minute, then after two, then gives up.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html */
const RETRY_PAUSES_MS: readonly number[] = [60_000, 120_000];

/**
 * Asynchronous invocations under way.
 * Differs: they are held in memory, so an event that was accepted and has not run is lost when the process ends.
 */
export class EventQueue implements AsyncDisposable {
  readonly #stop = new AbortController();
  readonly #running = new Set<Promise<void>>();

  constructor(private readonly clock: Clock) {}

  /** Attempts until one succeeds or all are used up. An attempt says whether it succeeded. */
  accept(attempt: () => Promise<boolean>, giveUp: () => void): void {
    const running = this.#run(attempt, giveUp).finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await Promise.all(this.#running);
  }

  async #run(attempt: () => Promise<boolean>, giveUp: () => void): Promise<void> {
    const { signal } = this.#stop;
    for (const pauseMs of [...RETRY_PAUSES_MS, undefined]) {
      if (await attempt()) return;
      if (pauseMs !== undefined) await this.clock.sleep(pauseMs, signal);
      if (signal.aborted) return;
    }
    giveUp();
  }
}
