import { LatencyHistogram } from './latency-histogram.js';

/**
 * Follows every change from its acknowledged write to the row that SQL can read.
 *
 * A change of this run counts once, however often its row is delivered. Rows of changes that an earlier run left
 * behind count too, so that a run which only drains says what it drained.
 */
export class DeliveryTracker {
  readonly freshness = new LatencyHistogram();
  readonly #committedAt = new Map<string, number>();
  readonly #drained = new Set<string>();
  #firstOfThisRun: bigint | undefined;
  #changes = 0;
  #delivered = 0;
  #redelivered = 0;
  #firstCommitMs: number | undefined;
  #lastCommitMs: number | undefined;
  #lastDeliveryMs: number | undefined;

  /** Changes committed in this run. */
  get changes(): number {
    return this.#changes;
  }
  /** Changes whose row arrived in this run. */
  get delivered(): number {
    return this.#delivered;
  }
  /** Rows that arrived again: delivery is at least once. */
  get redelivered(): number {
    return this.#redelivered;
  }

  committed(sequenceNumber: string, atMs: number): void {
    this.#firstOfThisRun ??= BigInt(sequenceNumber);
    this.#firstCommitMs ??= atMs;
    this.#lastCommitMs = atMs;
    this.#changes += 1;
    this.#committedAt.set(sequenceNumber, atMs);
  }

  /** A row is readable; its sequence number may be padded with zeros. */
  arrived(paddedSequenceNumber: string, atMs: number): void {
    const sequenceNumber = paddedSequenceNumber.replace(/^0+(?=\d)/, '');
    const committedAtMs = this.#committedAt.get(sequenceNumber);
    if (committedAtMs !== undefined) {
      this.#committedAt.delete(sequenceNumber);
      this.freshness.record(atMs - committedAtMs);
    } else if (this.#isOfThisRun(sequenceNumber) || this.#drained.has(sequenceNumber)) {
      this.#redelivered += 1;
      return;
    } else this.#drained.add(sequenceNumber);
    this.#delivered += 1;
    this.#lastDeliveryMs = atMs;
  }

  /** From the first write to the last row; 0 until something was delivered. */
  get changesPerSecond(): number {
    return this.#perSecond(this.#delivered, this.#lastDeliveryMs);
  }

  /** From the first write to the last; 0 until something was written. */
  get writesPerSecond(): number {
    return this.#perSecond(this.#changes, this.#lastCommitMs);
  }

  #perSecond(count: number, untilMs: number | undefined): number {
    if (this.#firstCommitMs === undefined || untilMs === undefined) return 0;
    return Math.round((count * 1_000) / Math.max(1, untilMs - this.#firstCommitMs));
  }

  #isOfThisRun(sequenceNumber: string): boolean {
    return this.#firstOfThisRun !== undefined && BigInt(sequenceNumber) >= this.#firstOfThisRun;
  }
}
