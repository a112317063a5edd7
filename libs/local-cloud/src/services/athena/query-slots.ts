/** Lets so many tasks run at a time; the others wait in the order of their calls. */
export class QuerySlots {
  readonly #waiting: (() => void)[] = [];

  constructor(private free: number) {}

  async run(task: () => Promise<void>): Promise<void> {
    if (this.free > 0) this.free--;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      await task();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.free++;
    }
  }
}
