import type { DiskTurns } from '../../../simulation/simulated-disk.js';

/** A run that ends, as by a kill, at one of its steps: from then on nothing that it has begun ever goes on. */
export class EndingRun implements DiskTurns {
  #steps = 0;
  #endAt = Infinity;
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

  /** One step: what is durable before it stays so. */
  async step(): Promise<void> {
    this.#steps += 1;
    if (!this.hasEnded) return;
    this.#end();
    await new Promise(() => undefined);
  }

  reading<Result>(_name: string, effect: () => Result): Promise<Result> {
    return Promise.resolve().then(effect);
  }

  async writing<Result>(_name: string, sizeBytes: number, effect: (sizeBytes: number) => Result): Promise<Result> {
    await this.step();
    return effect(sizeBytes);
  }
}
