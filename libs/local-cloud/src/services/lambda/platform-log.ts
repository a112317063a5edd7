import type { LogEvent } from '../logs/logs-api.js';
import type { FunctionConfiguration } from './function-configuration.js';
import type { Answer } from './runtime-messages.js';

interface Finish {
  readonly startedAtMs: number;
  readonly endedAtMs: number;
  readonly answer: Answer;
}

const platformEvent = (type: string, timestamp: number, record: object): LogEvent => ({
  timestamp,
  message: JSON.stringify({ time: new Date(timestamp).toISOString(), type, record }),
});

/** The line that Lambda itself writes before an invocation. */
export const startEvents = (
  { logFormat }: FunctionConfiguration,
  requestId: string,
  timestamp: number,
): readonly LogEvent[] =>
  logFormat === 'JSON'
    ? [platformEvent('platform.start', timestamp, { requestId, version: '$LATEST' })]
    : [{ timestamp, message: `START RequestId: ${requestId} Version: $LATEST` }];

/**
 * The lines that Lambda itself writes after an invocation.
 * Differs: no `Max Memory Used`, which a worker thread does not tell.
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-logformat.html
 */
export const finishEvents = (
  configuration: FunctionConfiguration,
  requestId: string,
  finish: Finish,
): readonly LogEvent[] => {
  const timestamp = finish.endedAtMs;
  const durationMs = finish.endedAtMs - finish.startedAtMs;
  const { memoryMiB, logFormat } = configuration;
  const error = finish.answer.kind === 'error' && finish.answer.fatal ? finish.answer.error : undefined;
  if (logFormat === 'JSON') {
    const metrics = { durationMs, billedDurationMs: durationMs, memorySizeMB: memoryMiB };
    return [
      platformEvent('platform.report', timestamp, {
        requestId,
        metrics,
        ...(error ? { status: 'error', errorType: error.errorType } : { status: 'success' }),
      }),
    ];
  }
  const report = [
    `REPORT RequestId: ${requestId}`,
    `Duration: ${durationMs.toFixed(2)} ms`,
    `Billed Duration: ${durationMs} ms`,
    `Memory Size: ${memoryMiB} MB`,
  ];
  const lines = [...(error ? [error.errorMessage] : []), `END RequestId: ${requestId}`, report.join('\t')];
  return lines.map((message) => ({ timestamp, message }));
};
