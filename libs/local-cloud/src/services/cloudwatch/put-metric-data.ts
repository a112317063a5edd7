import type { MetricDatum, PutMetricDataInput } from '@aws-sdk/client-cloudwatch';
import { AwsError } from '@sales-cdc/aws-wire';
import type { CloudWatchState } from './cloudwatch-state.js';
import { invalidCombination, invalidValue, refuseMembers } from './cloudwatch-errors.js';
import { readDimensions } from './dimensions.js';
import { mergeStatistics, type StatisticSet } from './store/metric-series.js';

const MAX_DATA = 1_000;
const MAX_VALUES = 150;
const HOUR_MS = 60 * 60 * 1000;

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html */
export const putMetricData = (input: PutMetricDataInput, { metrics, context }: CloudWatchState): void => {
  refuseMembers(input, ['EntityMetricData', 'StrictEntityValidation']);
  const { Namespace: namespace = '', MetricData: data = [] } = input;
  if (namespace.startsWith('AWS/')) throw invalidValue('The value AWS/ for parameter Namespace is invalid.');
  if (data.length > MAX_DATA)
    throw invalidValue(`The collection MetricData must not have a size greater than ${MAX_DATA}.`);

  // All are looked at before any is kept.
  const nowMs = context.clock.now();
  const entries = data.map((datum) => ({ ...readDatum(datum, nowMs), namespace }));
  for (const { timestampMs, values, ...identity } of entries)
    if (!metrics.add(identity, timestampMs, values))
      throw new AwsError('LimitExceededException', 'The local cloud keeps no more than 1,000 metrics.');
};

const readDatum = (datum: MetricDatum, nowMs: number) => {
  const timestampMs = datum.Timestamp?.getTime() ?? nowMs;
  if (timestampMs > nowMs + 2 * HOUR_MS || timestampMs < nowMs - 14 * 24 * HOUR_MS)
    throw invalidValue('The parameter MetricData.member.Timestamp must be at most two weeks old or two hours ahead.');
  // Differs: AWS keeps single seconds of such a metric for three hours.
  if (datum.StorageResolution !== undefined && datum.StorageResolution !== 60)
    throw invalidValue(`The local cloud does not support StorageResolution=${datum.StorageResolution}.`);
  return {
    name: datum.MetricName ?? '',
    dimensions: readDimensions(datum.Dimensions),
    unit: datum.Unit ?? 'None',
    timestampMs,
    values: readValues(datum),
  };
};

const readValues = ({ Value, Values, Counts, StatisticValues }: MetricDatum): StatisticSet => {
  const given = [Value, Values, StatisticValues].filter((one) => one !== undefined);
  if (given.length !== 1)
    throw invalidCombination('Exactly one of the parameters Value, Values and StatisticValues must be specified.');
  if (StatisticValues) {
    const { SampleCount = 0, Sum = 0, Minimum = 0, Maximum = 0 } = StatisticValues;
    return { count: SampleCount, sum: Sum, minimum: Minimum, maximum: Maximum };
  }
  return gather(Values ?? [Value ?? 0], Counts);
};

const gather = (values: readonly number[], counts: readonly number[] = values.map(() => 1)): StatisticSet => {
  if (values.length > MAX_VALUES)
    throw invalidValue(`The collection MetricData.member.Values must not have a size greater than ${MAX_VALUES}.`);
  if (values.length !== counts.length)
    throw invalidValue(
      'The parameters MetricData.member.Values and MetricData.member.Counts must be of the same size.',
    );
  if (!values.every(Number.isFinite)) throw invalidValue('The parameter MetricData.member.Value must be a number.');
  const sets = values.map((value, index) => {
    const count = counts[index] ?? 1;
    return { count, sum: value * count, minimum: value, maximum: value };
  });
  const all = sets.reduce<StatisticSet | undefined>((sum, one) => mergeStatistics(sum, one), undefined);
  if (!all) throw invalidValue('The collection MetricData.member.Values must not be empty.');
  return all;
};
