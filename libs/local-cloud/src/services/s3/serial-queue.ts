/** Runs tasks one after another, in the order of their calls. */
export class SerialQueue {
  #last: Promise<unknown> = Promise.resolve();

  run<Result>(task: () => Promise<Result>): Promise<Result> {
    const result = this.#last.then(task);
    this.#last = result.catch(() => undefined); // the caller has the rejection; the next task must not
    return result;
  }
}
