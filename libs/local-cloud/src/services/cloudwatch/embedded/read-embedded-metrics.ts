import type { MetricDatum } from '../../../core/metrics.js';

interface Directive {
  readonly Namespace?: unknown;
  readonly Dimensions?: unknown;
  readonly Metrics?: unknown;
}

type Line = Readonly<Record<string, unknown>>;

const MAX_VALUES = 100;

/**
 * The metrics in a log line in the embedded metric format; none in any other line, nor for what is not as the format has
 * it. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export const readEmbeddedMetrics = (message: string): readonly MetricDatum[] => {
  const line = message.includes('"_aws"') ? readLine(message) : undefined;
  const { _aws: metadata } = line ?? {};
  if (line === undefined || !isObject(metadata)) return [];
  const { Timestamp: timestampMs, CloudWatchMetrics: directives } = metadata;
  if (typeof timestampMs !== 'number' || !Array.isArray(directives)) return [];
  return directives.filter(isObject).flatMap((directive) => readDirective(directive, line, timestampMs));
};

const readLine = (message: string): Line | undefined => {
  try {
    const line: unknown = JSON.parse(message);
    return isObject(line) ? line : undefined;
  } catch {
    return undefined;
  }
};

const readDirective = (
  { Namespace: namespace, Dimensions, Metrics }: Directive,
  line: Line,
  timestampMs: number,
): readonly MetricDatum[] => {
  if (typeof namespace !== 'string' || !Array.isArray(Metrics) || !Array.isArray(Dimensions)) return [];
  const dimensionSets = Dimensions.map((names) => dimensionsOf(names, line)).filter((set) => set !== undefined);
  return Metrics.filter(isObject).flatMap(({ Name: name, Unit }) => {
    if (typeof name !== 'string') return [];
    const unit = typeof Unit === 'string' ? Unit : 'None';
    return dimensionSets.flatMap((dimensions) =>
      valuesOf(line[name]).map((value) => ({ namespace, name, dimensions, value, unit, timestampMs })),
    );
  });
};

/** Undefined where the line does not have each of the dimensions as text. */
const dimensionsOf = (names: unknown, line: Line): Readonly<Record<string, string>> | undefined => {
  if (!Array.isArray(names)) return undefined;
  const entries = names.map((name: unknown) => [String(name), line[String(name)]] as const);
  const isText = (entry: readonly [string, unknown]): entry is readonly [string, string] =>
    typeof entry[1] === 'string';
  return entries.every(isText) ? Object.fromEntries(entries) : undefined;
};

const valuesOf = (value: unknown): readonly number[] => {
  const values: readonly unknown[] = Array.isArray(value) ? value.slice(0, MAX_VALUES) : [value];
  return values.filter((one) => typeof one === 'number');
};

const isObject = (value: unknown): value is Line =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
