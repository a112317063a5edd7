import type { DimensionFilter, ListMetricsInput, ListMetricsOutput, Metric } from '@aws-sdk/client-cloudwatch';
import type { CloudWatchState } from './cloudwatch-state.js';
import { invalidValue, refuseMembers } from './cloudwatch-errors.js';
import { writeDimensions } from './dimensions.js';
import type { MetricSeries } from './store/metric-series.js';

const PAGE = 500;
const RECENT_MS = 3 * 60 * 60 * 1000;

/**
 * The token is the place in the list. Differs: AWS lists what had values within two weeks.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListMetrics.html
 */
export const listMetrics = (input: ListMetricsInput, { metrics, context }: CloudWatchState): ListMetricsOutput => {
  refuseMembers(input, ['IncludeLinkedAccounts', 'OwningAccount']);
  const { Namespace, MetricName, Dimensions = [], RecentlyActive } = input;
  const matching = metrics
    .all()
    .filter(({ identity }) => Namespace === undefined || identity.namespace === Namespace)
    .filter(({ identity }) => MetricName === undefined || identity.name === MetricName)
    .filter((series) => Dimensions.every((filter) => hasDimension(series, filter)))
    .filter((series) => RecentlyActive === undefined || context.clock.ageMs(series.newestMs()) <= RECENT_MS);
  const all = withoutUnits(matching);

  const start = Number(input.NextToken ?? 0);
  if (!Number.isSafeInteger(start) || start < 0) throw invalidValue('The parameter NextToken is invalid.');
  const end = start + PAGE;
  return { Metrics: all.slice(start, end), ...(end < all.length && { NextToken: String(end) }) };
};

const hasDimension = ({ identity }: MetricSeries, { Name = '', Value }: DimensionFilter): boolean =>
  Object.hasOwn(identity.dimensions, Name) && (Value === undefined || identity.dimensions[Name] === Value);

/** A metric with values in two units is still one metric. */
const withoutUnits = (series: readonly MetricSeries[]): Metric[] => {
  const metrics = series.map(({ identity: { namespace, name, dimensions } }) => ({
    Namespace: namespace,
    MetricName: name,
    Dimensions: writeDimensions(dimensions),
  }));
  return [...new Map(metrics.map((metric) => [JSON.stringify(metric), metric])).values()];
};
