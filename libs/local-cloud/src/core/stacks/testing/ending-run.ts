import type { DiskTurns } from '../../../simulation/simulated-disk.js';

/**
 * A run that ends, as by a kill, at one of its steps: from then on nothing that it has begun ever goes on. Or one of
 * which some steps fail.
 */
export class EndingRun implements DiskTurns {
  #steps = 0;
  #endAt = Infinity;
  #failing = { from: Infinity, until: Infinity };
  #end: () => void = () => undefined;

  /** Whether the end has come. */
  get hasEnded(): boolean {
    return this.#steps >= this.#endAt;
  }

  /** Resolves when the run ends before the n-th step from now. */
  endAt(step: number): Promise<void> {
    this.#steps = 0;
    this.#endAt = step;
    return new Promise((resolve) => (this.#end = resolve));
  }

  /** Does the work, and ends the run before its n-th step from now, if it has so many. */
  async ended(step: number, work: () => Promise<unknown>): Promise<void> {
    await Promise.race([this.endAt(step), work()]);
  }

  /** Whether there was a step from which on they were to fail. */
  get hasFailed(): boolean {
    return this.#steps >= this.#failing.from;
  }

  /** That many steps fail, from the n-th from now on. */
  failAt(step: number, times: number): void {
    this.#steps = 0;
    this.#failing = { from: step, until: step + times };
  }

  /** One step: what is durable before it stays so. */
  async step(name = 'a step'): Promise<void> {
    this.#steps += 1;
    if (this.hasFailed && this.#steps < this.#failing.until)
      throw new Error(`ENOSPC: no space left on device, ${name}`);
    if (!this.hasEnded) return;
    this.#end();
    await new Promise(() => undefined);
  }

  reading<Result>(_name: string, effect: () => Result): Promise<Result> {
    return Promise.resolve().then(effect);
  }

  async writing<Result>(name: string, sizeBytes: number, effect: (sizeBytes: number) => Result): Promise<Result> {
    await this.step(name);
    return effect(sizeBytes);
  }
}
