import type { CloudContext } from '../../core/cloud-context.js';
import type { FunctionConfiguration } from './function-configuration.js';

/** https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html */
const putMetrics = (
  { metrics, clock }: CloudContext,
  { name }: FunctionConfiguration,
  values: readonly (readonly [metric: string, value: number, unit: string])[],
): void => {
  for (const [metric, value, unit] of values)
    metrics?.put({
      namespace: 'AWS/Lambda',
      name: metric,
      dimensions: { FunctionName: name },
      value,
      unit,
      timestampMs: clock.now(),
    });
};

export const measureInvocation = (
  context: CloudContext,
  configuration: FunctionConfiguration,
  { durationMs, failed }: { readonly durationMs: number; readonly failed: boolean },
): void =>
  putMetrics(context, configuration, [
    ['Invocations', 1, 'Count'],
    ['Errors', failed ? 1 : 0, 'Count'],
    ['Throttles', 0, 'Count'],
    ['Duration', durationMs, 'Milliseconds'],
  ]);

export const measureThrottle = (context: CloudContext, configuration: FunctionConfiguration): void =>
  putMetrics(context, configuration, [['Throttles', 1, 'Count']]);
