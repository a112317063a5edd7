import type { Clock } from '../../../core/clock.js';
import type { BufferHints } from '../configuration.js';
import type { SourceRecord } from '../source/source-record.js';
import { eventBytesOf } from './processing-event.js';

/** What Lambda takes in one synchronous call: https://docs.aws.amazon.com/firehose/latest/dev/limits.html */
const MAX_EVENT_BYTES = 6 * 1024 * 1024;
/** The members of the event around its records, rounded up. */
const ENVELOPE_BYTES = 2048;

/** Gathers records of one shard for the next call of the function, in order. */
export class ProcessingBuffer {
  #records: SourceRecord[] = [];
  #bytes = 0;
  #eventBytes = ENVELOPE_BYTES;
  #openedAtMs = 0;

  constructor(
    private readonly hints: BufferHints,
    private readonly clock: Clock,
  ) {}

  get bytes(): number {
    return this.#bytes;
  }

  /** Arrival of the first record in it; undefined when it is empty. */
  get oldestArrivalMs(): number | undefined {
    return this.#records[0]?.arrivalMs;
  }

  /** Whether the records, which stay together, belong to the next call: the buffer, or the event, would grow too large. */
  isFullFor(records: readonly SourceRecord[]): boolean {
    if (this.#records.length === 0) return false;
    const bytes = records.reduce((sum, { data }) => sum + data.byteLength, this.#bytes);
    const eventBytes = records.reduce((sum, record) => sum + eventBytesOf(record), this.#eventBytes);
    return bytes > this.hints.bufferBytes || eventBytes > MAX_EVENT_BYTES;
  }

  isDue(): boolean {
    if (this.#records.length === 0) return false;
    return (
      this.#bytes >= this.hints.bufferBytes || this.clock.elapsedMs() - this.#openedAtMs >= this.hints.bufferIntervalMs
    );
  }

  add(record: SourceRecord): void {
    if (this.#records.length === 0) this.#openedAtMs = this.clock.elapsedMs();
    this.#records.push(record);
    this.#bytes += record.data.byteLength;
    this.#eventBytes += eventBytesOf(record);
  }

  /** Hands over what it holds and starts anew. */
  take(): readonly SourceRecord[] {
    const records = this.#records;
    this.#records = [];
    this.#bytes = 0;
    this.#eventBytes = ENVELOPE_BYTES;
    return records;
  }
}
