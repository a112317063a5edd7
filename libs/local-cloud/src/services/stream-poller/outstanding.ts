import type { StreamEvent } from './stream-event.js';

/** The events of a shard that were read and are not settled yet, in the order of the stream. */
export class Outstanding {
  #events: readonly StreamEvent[] = [];
  readonly #settled = new Set<StreamEvent>();
  #settledUpTo: string | undefined;

  get size(): number {
    return this.#events.length;
  }

  /** The last event before the first one that is not settled; undefined when that is the first of all. */
  get settledUpTo(): string | undefined {
    return this.#settledUpTo;
  }

  add(events: readonly StreamEvent[]): void {
    if (this.size === 0) this.#settledUpTo = undefined;
    this.#events = [...this.#events, ...events];
  }

  settle(events: readonly StreamEvent[]): void {
    for (const event of events) this.#settled.add(event);
    let count = 0;
    for (const event of this.#events) {
      if (!this.#settled.delete(event)) break;
      this.#settledUpTo = event.sequenceNumber;
      count += 1;
    }
    if (count > 0) this.#events = this.#events.slice(count);
  }
}
