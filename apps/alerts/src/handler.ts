import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import { type BasePersistenceLayer } from '@aws-lambda-powertools/idempotency/persistence';
import { type Logger } from '@aws-lambda-powertools/logger';
import { type Metrics } from '@aws-lambda-powertools/metrics';
import { dataReader, saleStream } from '@sales-cdc/stream-codec';
import { type Context, type KinesisStreamBatchResponse, type KinesisStreamEvent } from 'aws-lambda';
import { newCounts } from './batch-counts.js';
import { publishOnceWith, type Publish } from './publish-once.js';
import { recordHandler } from './record-handler.js';
import { logAlert, reportBatch } from './report.js';
import { type Thresholds } from './thresholds.js';

/** What the handler does to the world, and from which amounts on. */
export interface HandlerEffects {
  readonly thresholds: Thresholds;
  readonly publish: Publish;
  /** Where it is kept which changes have been alerted of. */
  readonly seen: BasePersistenceLayer;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

export type Handler = (event: KinesisStreamEvent, context: Context) => Promise<KinesisStreamBatchResponse>;

/**
 * Publishes an alert for each change of a batch that calls for one, in the order of the shard. It answers with the
 * records that Lambda shall bring again: the first whose alert could not be published, and all behind it.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-batchfailurereporting.html
 */
export const createHandler = ({ thresholds, publish, seen, logger, metrics }: HandlerEffects): Handler => {
  const processor = new BatchProcessor(EventType.KinesisDataStreams, { logger });
  const read = dataReader(saleStream);
  const publishOnce = publishOnceWith(publish, seen);
  return async (event, context) => {
    logger.addContext(context);
    const counts = newCounts();
    const tell = publishOnce(context, (alert, messageId) => {
      counts.published += 1;
      logAlert(logger, alert, messageId);
    });
    const answer = await processPartialResponse(
      event,
      recordHandler({ read, thresholds, tell, counts, logger }),
      processor,
      {
        context,
        processInParallel: false,
        // Lambda halves a batch that throws; an answer tells it where to go on.
        throwOnFullBatchFailure: false,
      },
    );
    counts.failed = answer.batchItemFailures.length;
    reportBatch(counts, metrics, logger);
    return answer;
  };
};
