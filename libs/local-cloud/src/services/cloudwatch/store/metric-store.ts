import type { Clock } from '../../../core/clock.js';
import type { MetricDatum, MetricSink } from '../../../core/metrics.js';
import { MetricSeries, type MetricIdentity, type StatisticSet } from './metric-series.js';

/** With 24 hours of minutes each, so many take about 150 MB at the worst. */
const MAX_SERIES = 1_000;
const DAY_MS = 24 * 60 * 60 * 1000;

type Dimensions = MetricDatum['dimensions'];

/** Which series are asked for; what is absent is any. */
export interface SeriesSelection {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Dimensions;
  readonly unit?: string | undefined;
}

/** The metrics of the account, in memory only. Differs: they are lost when the process ends. */
export class MetricStore implements MetricSink {
  readonly #series = new Map<string, MetricSeries>();

  constructor(
    private readonly clock: Clock,
    private readonly onFull: (refused: MetricIdentity) => void,
  ) {}

  put(datum: MetricDatum): void {
    const { value } = datum;
    this.add(datum, datum.timestampMs, { count: 1, sum: value, minimum: value, maximum: value });
  }

  /** Whether the values were kept; a new metric is not when there are too many, which `onFull` is told. */
  add(identity: MetricIdentity, timestampMs: number, values: StatisticSet): boolean {
    const key = keyOf(identity);
    const known = this.#series.get(key);
    if (!known && !this.#hasRoom()) {
      this.onFull(identity);
      return false;
    }
    const series = known ?? new MetricSeries(identity);
    this.#series.set(key, series);
    series.add(timestampMs, values);
    return true;
  }

  all(): readonly MetricSeries[] {
    return [...this.#series].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, series]) => series);
  }

  /** The series of a metric: one for each unit, whose dimensions must be exactly those. */
  find({ namespace, name, dimensions, unit }: SeriesSelection): readonly MetricSeries[] {
    const prefix = keyOf({ namespace, name, dimensions, unit: '' });
    return this.all().filter(
      ({ identity }) => keyOf({ ...identity, unit: '' }) === prefix && (unit === undefined || identity.unit === unit),
    );
  }

  /** Makes room by what has had no values for a day. */
  #hasRoom(): boolean {
    if (this.#series.size < MAX_SERIES) return true;
    for (const [key, series] of this.#series)
      if (this.clock.ageMs(series.newestMs()) > DAY_MS) this.#series.delete(key);
    return this.#series.size < MAX_SERIES;
  }
}

const keyOf = ({ namespace, name, dimensions, unit }: MetricIdentity): string =>
  JSON.stringify([namespace, name, Object.entries(dimensions).sort(([a], [b]) => (a < b ? -1 : 1)), unit]);
