import type { Clock } from '../../../core/clock.js';
import type { OpenBatch } from '../source/shard-ledger.js';
import type { BufferHints } from '../configuration.js';
import type { ObjectBody } from './object-body.js';

/** An object in the making: closed when it is large or old, whichever comes first, as BufferingHints ask. */
export class DeliveryBuffer {
  readonly #batches = new Map<OpenBatch, number>();
  readonly #openedAtMs: number;
  #bytes = 0;
  #records = 0;
  #oldestArrivalMs = Infinity;

  constructor(
    private readonly hints: BufferHints,
    private readonly clock: Clock,
    readonly body: ObjectBody,
  ) {
    this.#openedAtMs = clock.elapsedMs();
  }

  get records(): number {
    return this.#records;
  }

  /** Arrival of the oldest record in it: the instant of the prefix and of the object's name. */
  get oldestArrivalMs(): number {
    return this.#oldestArrivalMs;
  }

  add(data: Uint8Array, arrivalMs: number, batch: OpenBatch): void {
    this.body.append(data);
    this.#bytes += data.byteLength;
    this.#records += 1;
    this.#oldestArrivalMs = Math.min(this.#oldestArrivalMs, arrivalMs);
    this.#batches.set(batch, (this.#batches.get(batch) ?? 0) + 1);
  }

  isDue(): boolean {
    return (
      this.#bytes >= this.hints.bufferBytes || this.clock.elapsedMs() - this.#openedAtMs >= this.hints.bufferIntervalMs
    );
  }

  /** To be called when the object is durable: its records need not be read again. */
  settle(): void {
    for (const [batch, count] of this.#batches) batch.settle(count);
  }
}
