import { placeSale } from '@sales-cdc/partitioning';
import { saleStream } from '@sales-cdc/stream-codec';
import { createTransformHandler, type HandlerEffects, type TransformHandler } from '@sales-cdc/transform-handler';

/** The transform of sales. */
export const createHandler = (effects: HandlerEffects): TransformHandler =>
  createTransformHandler({ stream: saleStream, placement: placeSale }, effects);
