import type { Datapoint, GetMetricStatisticsInput, GetMetricStatisticsOutput } from '@aws-sdk/client-cloudwatch';
import type { CloudWatchState } from './cloudwatch-state.js';
import { invalidCombination, refuseMembers } from './cloudwatch-errors.js';
import { readDimensions } from './dimensions.js';
import { periodMs, timeRange } from './period.js';
import type { MetricSeries } from './store/metric-series.js';
import { statisticNamed } from './store/statistic.js';

const MAX_DATAPOINTS = 1_440;

/** Percentiles are refused. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricStatistics.html */
export const getMetricStatistics = (
  input: GetMetricStatisticsInput,
  { metrics }: CloudWatchState,
): GetMetricStatisticsOutput => {
  refuseMembers(input, ['ExtendedStatistics']);
  const { Namespace: namespace = '', MetricName: name = '', Statistics = [], Unit: unit } = input;
  if (Statistics.length === 0)
    throw invalidCombination('At least one of the parameters Statistics and ExtendedStatistics must be specified.');
  const period = periodMs(input.Period);
  const [startMs, endMs] = timeRange(input.StartTime, input.EndTime);
  const requested = Math.ceil((endMs - startMs) / period);
  if (requested > MAX_DATAPOINTS)
    throw invalidCombination(
      `You have requested up to ${requested} datapoints, which exceeds the limit of ${MAX_DATAPOINTS}. You may reduce the datapoints requested by increasing Period, or decreasing the time range.`,
    );
  const series = metrics.find({ namespace, name, dimensions: readDimensions(input.Dimensions), unit });
  return {
    Label: name,
    Datapoints: series.flatMap((one) => datapointsOf(one, [startMs, endMs], period, Statistics)),
  };
};

const datapointsOf = (
  series: MetricSeries,
  [startMs, endMs]: readonly [number, number],
  period: number,
  statistics: readonly string[],
): Datapoint[] =>
  [...series.query(startMs, endMs, period)].map(([start, values]) => ({
    Timestamp: new Date(start),
    Unit: series.identity.unit as NonNullable<Datapoint['Unit']>,
    ...Object.fromEntries(statistics.map((statistic) => [statistic, statisticNamed(statistic)?.(values)])),
  }));
