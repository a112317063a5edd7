import type { MetricDatum } from '../../../core/metrics.js';

/** What CloudWatch keeps of all values of one period. */
export interface StatisticSet {
  readonly count: number;
  readonly sum: number;
  readonly minimum: number;
  readonly maximum: number;
}

export const MINUTE_MS = 60_000;
const KEPT_MINUTES = 24 * 60;

export const mergeStatistics = (a: StatisticSet | undefined, b: StatisticSet): StatisticSet =>
  a === undefined
    ? b
    : {
        count: a.count + b.count,
        sum: a.sum + b.sum,
        minimum: Math.min(a.minimum, b.minimum),
        maximum: Math.max(a.maximum, b.maximum),
      };

export type MetricIdentity = Pick<MetricDatum, 'namespace' | 'name' | 'dimensions' | 'unit'>;

/**
 * The values of one metric in one unit, gathered minute by minute; the last 24 hours of them.
 * Differs: AWS keeps them for up to 15 months.
 */
export class MetricSeries {
  /** By the start of the minute, in milliseconds since the epoch. */
  readonly #minutes = new Map<number, StatisticSet>();

  constructor(readonly identity: MetricIdentity) {}

  add(timestampMs: number, values: StatisticSet): void {
    const minute = Math.floor(timestampMs / MINUTE_MS) * MINUTE_MS;
    this.#minutes.set(minute, mergeStatistics(this.#minutes.get(minute), values));
    if (this.#minutes.size > KEPT_MINUTES) this.#minutes.delete(Math.min(...this.#minutes.keys()));
  }

  /** Statistics for each period from the minute of the start on, in the order of time; a period without values has none. */
  query(startMs: number, endMs: number, periodMs: number): ReadonlyMap<number, StatisticSet> {
    const periods = new Map<number, StatisticSet>();
    for (const [minute, values] of [...this.#minutes].sort(([a], [b]) => a - b)) {
      if (minute + MINUTE_MS <= startMs || minute >= endMs) continue;
      const period = Math.floor(minute / periodMs) * periodMs;
      periods.set(period, mergeStatistics(periods.get(period), values));
    }
    return periods;
  }

  newestMs(): number {
    return Math.max(...this.#minutes.keys());
  }
}
