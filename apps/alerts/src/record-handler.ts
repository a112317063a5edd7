import { type Logger } from '@aws-lambda-powertools/logger';
import { type Sale } from '@sales-cdc/sales-event';
import { type dataReader } from '@sales-cdc/stream-codec';
import { type KinesisStreamRecord } from 'aws-lambda';
import { isLeft } from 'fp-ts/lib/Either.js';
import { alertOf } from './alert.js';
import { countSkipped, type BatchCounts } from './batch-counts.js';
import { inOrder } from './in-order.js';
import { type PublishOnce } from './publish-once.js';
import { type Thresholds } from './thresholds.js';

/** What it takes to handle the records of one batch. */
export interface RecordWork {
  readonly read: ReturnType<typeof dataReader<Sale>>;
  readonly thresholds: Thresholds;
  readonly tell: PublishOnce;
  readonly counts: BatchCounts;
  readonly logger: Logger;
}

/** Tells of a record if it calls for it; what is no sale is counted and passed over, since the lake's error output has it. */
export const recordHandler = ({ read, thresholds, tell, counts, logger }: RecordWork) =>
  inOrder<KinesisStreamRecord>(
    async ({ kinesis }) => {
      const change = read(kinesis.data);
      if (isLeft(change)) {
        countSkipped(counts, change.left.reason);
        return;
      }
      const alert = alertOf(change.right, thresholds);
      if (alert) await tell(alert);
    },
    (error) => {
      logger.error('an alert could not be published', { error });
    },
  );
