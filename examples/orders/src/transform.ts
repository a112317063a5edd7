import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { createTransformHandler } from '@sales-cdc/transform-handler';
import { ORDERS } from './orders.js';

export const handler = createTransformHandler(ORDERS, {
  logger: new Logger(),
  metrics: new Metrics(),
  now: () => Date.now(),
});
