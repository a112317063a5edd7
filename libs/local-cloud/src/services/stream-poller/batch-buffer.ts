import type { Clock } from '../../core/clock.js';
import type { StreamEvent } from './stream-event.js';

const MAXIMUM_PAYLOAD_BYTES = 6 * 1024 * 1024;

/** Collects events until a batch is full (records or payload) or its window has passed, as AWS does. */
export class BatchBuffer {
  #events: StreamEvent[] = [];
  #openedAtMs: number | undefined;

  constructor(
    private readonly limits: { readonly batchSize: number; readonly batchingWindowMs: number },
    private readonly clock: Clock,
  ) {}

  get isEmpty(): boolean {
    return this.#events.length === 0;
  }

  add(events: readonly StreamEvent[]): void {
    if (events.length === 0) return;
    this.#openedAtMs ??= this.clock.elapsedMs();
    this.#events.push(...events);
  }

  /** The batches that are full, and the rest too when the window has passed; in order. */
  takeDue(): readonly (readonly StreamEvent[])[] {
    const batches: (readonly StreamEvent[])[] = [];
    for (let end = this.#fullBatchEnd(); end !== undefined; end = this.#fullBatchEnd())
      batches.push(this.#events.splice(0, end));
    if (this.#events.length > 0 && this.#windowHasPassed()) batches.push(this.#events.splice(0));
    if (this.#events.length === 0) this.#openedAtMs = undefined;
    else if (batches.length > 0) this.#openedAtMs = this.clock.elapsedMs();
    return batches;
  }

  /** All that is collected, in batches that are full but for the last. */
  takeAll(): readonly (readonly StreamEvent[])[] {
    const full = this.takeDue();
    this.#openedAtMs = undefined;
    return this.#events.length > 0 ? [...full, this.#events.splice(0)] : full;
  }

  #windowHasPassed(): boolean {
    return this.#openedAtMs !== undefined && this.clock.elapsedMs() - this.#openedAtMs >= this.limits.batchingWindowMs;
  }

  /** Where the first batch ends, if it is full. */
  #fullBatchEnd(): number | undefined {
    let bytes = 0;
    for (const [index, { data }] of this.#events.entries()) {
      if (index === this.limits.batchSize) return index;
      bytes += data.byteLength;
      if (bytes > MAXIMUM_PAYLOAD_BYTES && index > 0) return index;
    }
    return this.#events.length >= this.limits.batchSize ? this.limits.batchSize : undefined;
  }
}
