import { type Logger } from '@aws-lambda-powertools/logger';
import { MetricUnit, type Metrics } from '@aws-lambda-powertools/metrics';
import { type FirehoseRecord, type Outcome, type RejectionReason } from '@sales-cdc/stream-codec';
import { type BatchSummary } from './batch-summary.js';

const REJECTION_METRICS: Readonly<Record<RejectionReason, string>> = {
  'not-json': 'RejectedNotJson',
  'not-a-stream-record': 'RejectedNotAStreamRecord',
  'invalid-item': 'RejectedInvalidItem',
  'no-partition': 'RejectedNoPartition',
  'answer-full': 'RejectedAnswerFull',
};

/** Emits one metric line for the batch, in CloudWatch's embedded metric format. */
export const countBatch = (summary: BatchSummary, metrics: Metrics): void => {
  metrics.addMetric('Inserted', MetricUnit.Count, summary.inserted);
  metrics.addMetric('Updated', MetricUnit.Count, summary.updated);
  metrics.addMetric('Deleted', MetricUnit.Count, summary.deleted);
  metrics.addMetric('Rejected', MetricUnit.Count, summary.rejected);
  for (const [reason, count] of summary.rejectedBy) {
    metrics.addMetric(REJECTION_METRICS[reason], MetricUnit.Count, count);
  }
  if (summary.commitLagMs !== undefined) metrics.addMetric('CommitLag', MetricUnit.Milliseconds, summary.commitLagMs);
  metrics.publishStoredMetrics();
};

/** A batch of nothing but bad records must not fill the log. */
const MOST_EXPLAINED = 10;

/** Logs why records were rejected; the records themselves are in the error output. */
export const explainRejections = (
  records: readonly FirehoseRecord[],
  outcomes: readonly Outcome[],
  logger: Logger,
): void => {
  const rejections = outcomes.flatMap((outcome, index) =>
    outcome._tag === 'Left' ? [{ recordId: records[index]?.recordId, ...outcome.left }] : [],
  );
  if (rejections.length === 0) return;
  logger.warn('rejected records', { count: rejections.length, rejections: rejections.slice(0, MOST_EXPLAINED) });
};
