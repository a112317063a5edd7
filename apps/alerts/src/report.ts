import { type Logger } from '@aws-lambda-powertools/logger';
import { MetricUnit, type Metrics } from '@aws-lambda-powertools/metrics';
import { type Alert } from './alert.js';
import { type BatchCounts } from './batch-counts.js';

/** Emits one metric line for the batch, in CloudWatch's embedded metric format, and says why records were skipped. */
export const reportBatch = ({ published, skippedBy, failed }: BatchCounts, metrics: Metrics, logger: Logger): void => {
  const skipped = [...skippedBy.values()].reduce((sum, count) => sum + count, 0);
  metrics.addMetric('AlertsPublished', MetricUnit.Count, published);
  metrics.addMetric('AlertRecordsSkipped', MetricUnit.Count, skipped);
  metrics.addMetric('AlertRecordsFailed', MetricUnit.Count, failed);
  metrics.publishStoredMetrics();
  if (skipped > 0) logger.info('records that are no sale', { count: skipped, reasons: Object.fromEntries(skippedBy) });
};

/** Logs an alert that SNS has taken. */
export const logAlert = (logger: Logger, { eventId, sale, amount }: Alert, messageId: string): void => {
  logger.info('alert', { messageId, eventId, saleId: sale.sale_id, amount, currency: sale.currency });
};
