import type { SimulatedCloud, Simulation } from '@sales-cdc/local-cloud/simulation';

/** How a process ends: after it has closed everything, or as by kill -9. */
export type End = 'in good order' | 'at once';

class EndedAtOnce extends Error {}

/**
 * One process after the other over the same simulated world, driven from outside: work is done in the process that
 * lives then, and starts one if there is none.
 */
export class Session {
  readonly #work: ((cloud: SimulatedCloud) => Promise<void>)[] = [];
  #wake: () => void = () => undefined;
  #life: Promise<void> | undefined;
  #end: End | undefined;

  constructor(private readonly simulation: Simulation) {}

  /** What the work answers. Throws what it throws, or what kept the process from starting. */
  do<Result>(work: (cloud: SimulatedCloud) => Promise<Result>): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#work.push((cloud) => work(cloud).then(resolve, reject));
      this.#life ??= this.#live();
      this.#life.catch(reject);
      this.#wake();
    });
  }

  /** Ends the process, if there is one. */
  async end(how: End): Promise<void> {
    const life = this.#life;
    this.#end = how;
    this.#wake();
    this.#life = undefined;
    await life;
  }

  async #live(): Promise<void> {
    this.#end = undefined;
    await this.simulation
      .live((cloud) => this.#serve(cloud))
      .catch((error: unknown) => {
        if (!(error instanceof EndedAtOnce)) throw error;
      });
  }

  async #serve(cloud: SimulatedCloud): Promise<void> {
    for (;;) {
      for (let work = this.#work.shift(); work; work = this.#work.shift()) await work(cloud);
      if (this.#end === 'at once') throw new EndedAtOnce();
      if (this.#end === 'in good order') return;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }
}
