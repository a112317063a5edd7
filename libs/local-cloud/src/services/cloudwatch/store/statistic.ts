import type { StatisticSet } from './metric-series.js';

const STATISTICS: Readonly<Record<string, (values: StatisticSet) => number>> = {
  SampleCount: ({ count }) => count,
  Sum: ({ sum }) => sum,
  Average: ({ sum, count }) => sum / count,
  Minimum: ({ minimum }) => minimum,
  Maximum: ({ maximum }) => maximum,
};

/** How a statistic is had from what was gathered; undefined for percentiles and the like. */
export const statisticNamed = (name: string): ((values: StatisticSet) => number) | undefined =>
  Object.hasOwn(STATISTICS, name) ? STATISTICS[name] : undefined;
