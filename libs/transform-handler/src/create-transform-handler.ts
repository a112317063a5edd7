import { type Logger } from '@aws-lambda-powertools/logger';
import { type Metrics } from '@aws-lambda-powertools/metrics';
import { firehoseTransform, type EntityStream, type FirehoseAnswer, type Placement } from '@sales-cdc/stream-codec';
import { type Context, type FirehoseTransformationEvent } from 'aws-lambda';
import { summarise } from './batch-summary.js';
import { countBatch, explainRejections } from './report.js';

/** The entity whose changes are transformed; what `lakeEntity` of `lake-table` answers is one. */
export interface TransformedEntity<A> {
  readonly stream: EntityStream<A>;
  readonly placement: Placement<A>;
}

/** What the handler does to the world, and the time it lives in (milliseconds since 1970). */
export interface HandlerEffects {
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly now: () => number;
}

export type TransformHandler = (
  event: FirehoseTransformationEvent,
  context: Context,
) => Promise<{ readonly records: readonly FirehoseAnswer[] }>;

/** A Firehose transform that answers every record exactly once, in order; bad data is answered, never thrown. */
export const createTransformHandler = <A>(
  { stream, placement }: TransformedEntity<A>,
  { logger, metrics, now }: HandlerEffects,
): TransformHandler => {
  const transform = firehoseTransform(stream, placement);
  return async ({ records }, context) => {
    logger.addContext(context);
    const nowMs = now();
    const { answers, outcomes } = transform(records, nowMs);
    countBatch(summarise(outcomes, nowMs), metrics);
    explainRejections(records, outcomes, logger);
    return { records: answers };
  };
};
