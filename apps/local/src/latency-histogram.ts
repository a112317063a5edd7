const LARGEST_MS = 600_000;

/** Percentiles of any number of latencies in bounded memory, exact to the millisecond up to ten minutes. */
export class LatencyHistogram {
  readonly #buckets = new Uint32Array(LARGEST_MS + 1);
  #count = 0;

  record(latencyMs: number): void {
    const bucket = Math.min(LARGEST_MS, Math.max(0, Math.round(latencyMs)));
    this.#buckets[bucket] = (this.#buckets[bucket] ?? 0) + 1;
    this.#count += 1;
  }

  /** The smallest latency that the given share of all does not exceed; null while there is none. */
  percentile(share: number): number | null {
    if (this.#count === 0) return null;
    const rank = Math.max(1, Math.ceil(share * this.#count));
    let seen = 0;
    return this.#buckets.findIndex((count) => (seen += count) >= rank);
  }
}
