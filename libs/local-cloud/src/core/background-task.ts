import type { Clock } from './clock.js';

/**
 * Work that repeats until it is disposed of: one step, a pause, the next step. A step that throws is a defect or a
 * broken disk: it is reported and tried again, since a poller that dies in silence loses data.
 */
export class BackgroundTask implements AsyncDisposable {
  readonly #stop = new AbortController();
  readonly #finished: Promise<void>;

  constructor(
    step: (signal: AbortSignal) => Promise<void>,
    {
      pauseMs,
      clock,
      onError,
    }: { readonly pauseMs: number; readonly clock: Clock; readonly onError: (error: unknown) => void },
  ) {
    this.#finished = this.#run(step, pauseMs, clock, onError);
  }

  async #run(
    step: (signal: AbortSignal) => Promise<void>,
    pauseMs: number,
    clock: Clock,
    onError: (error: unknown) => void,
  ): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      await step(signal).catch(onError);
      await clock.sleep(pauseMs, signal);
    }
  }

  /** Lets the running step end and starts no other. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.#finished;
  }
}
