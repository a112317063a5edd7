import type {
  GetMetricDataInput,
  GetMetricDataOutput,
  MetricDataQuery,
  MetricDataResult,
  MetricStat,
} from '@aws-sdk/client-cloudwatch';
import type { CloudWatchState } from './cloudwatch-state.js';
import { invalidValue, refuseMembers } from './cloudwatch-errors.js';
import { readDimensions } from './dimensions.js';
import { periodMs, timeRange } from './period.js';
import { mergeStatistics, type StatisticSet } from './store/metric-series.js';
import type { MetricStore } from './store/metric-store.js';
import { statisticNamed } from './store/statistic.js';

const MAX_QUERIES = 500;
const MAX_DATAPOINTS = 100_800;

/**
 * Every result fits into one page. Metric maths, Metrics Insights and percentiles are refused by name.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
 */
export const getMetricData = (input: GetMetricDataInput, { metrics }: CloudWatchState): GetMetricDataOutput => {
  refuseMembers(input, ['NextToken', 'LabelOptions']);
  const { MetricDataQueries: queries = [], ScanBy = 'TimestampDescending', MaxDatapoints = MAX_DATAPOINTS } = input;
  if (queries.length > MAX_QUERIES)
    throw invalidValue(`The collection MetricDataQueries must not have a size greater than ${MAX_QUERIES}.`);
  if (new Set(queries.map(({ Id }) => Id)).size < queries.length)
    throw invalidValue('The values for parameter id in MetricDataQueries are not unique.');
  const range = timeRange(input.StartTime, input.EndTime);

  const asked = queries.filter(({ ReturnData = true }) => ReturnData);
  const results = asked.map((query) => answer(query, range, ScanBy === 'TimestampDescending', metrics));
  const datapoints = results.reduce((sum, { Values }) => sum + (Values?.length ?? 0), 0);
  if (datapoints > MaxDatapoints)
    throw invalidValue(`The local cloud gives no pages: ${datapoints} datapoints are more than MaxDatapoints.`);
  return { MetricDataResults: results, Messages: [] };
};

const ID = /^[a-z][a-zA-Z0-9_]{0,254}$/;

const answer = (
  query: MetricDataQuery,
  range: readonly [number, number],
  newestFirst: boolean,
  metrics: MetricStore,
): MetricDataResult => {
  refuseMembers(query, ['Expression', 'AccountId', 'Period']);
  const { Id = '', MetricStat: stat, Label } = query;
  if (!ID.test(Id))
    throw invalidValue(
      `The value ${Id} for parameter MetricDataQueries.member.Id is not matching the expected pattern ${ID.source}.`,
    );
  if (!stat) throw invalidValue('The parameter MetricDataQueries.member.MetricStat is required.');
  const points = [...pointsOf(stat, range, metrics)].sort(([a], [b]) => (newestFirst ? b - a : a - b));
  return {
    Id,
    Label: Label ?? stat.Metric?.MetricName ?? '',
    Timestamps: points.map(([start]) => new Date(start)),
    Values: points.map(([, value]) => value),
    StatusCode: 'Complete',
  };
};

/** Values in every unit count together unless one is asked for. */
const pointsOf = (
  { Metric, Period, Stat = '', Unit: unit }: MetricStat,
  [startMs, endMs]: readonly [number, number],
  metrics: MetricStore,
): ReadonlyMap<number, number> => {
  const statistic = statisticNamed(Stat);
  if (!statistic) throw invalidValue(`The local cloud does not support the statistic ${Stat}.`);
  const { Namespace: namespace = '', MetricName: name = '', Dimensions } = Metric ?? {};
  const period = periodMs(Period);
  const periods = new Map<number, StatisticSet>();
  for (const series of metrics.find({ namespace, name, dimensions: readDimensions(Dimensions), unit }))
    for (const [start, values] of series.query(startMs, endMs, period))
      periods.set(start, mergeStatistics(periods.get(start), values));
  return new Map([...periods].map(([start, values]) => [start, statistic(values)]));
};
