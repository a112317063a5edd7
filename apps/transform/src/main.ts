import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { createHandler } from './handler.js';

/** The Lambda's entry point: `index.handler`. The template's environment gives the service's name. */
export const handler = createHandler({
  logger: new Logger(),
  metrics: new Metrics({ namespace: 'SalesCdc' }),
  now: () => Date.now(),
});
