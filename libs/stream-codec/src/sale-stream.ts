import { Decimal, SALE_SCHEMA_VERSION, Sale, totalAmount } from '@sales-cdc/sales-event';
import { entityStream } from './entity-stream.js';

/** Sales in all their shapes: the instance of {@link entityStream} that this pipeline runs on. */
export const saleStream = entityStream<Sale>({
  codec: Sale,
  schemaVersion: SALE_SCHEMA_VERSION,
  derived: [
    {
      name: 'total_amount',
      scalar: Decimal,
      comment: 'quantity × unit_price, exact',
      from: ({ quantity, unit_price }) => totalAmount(quantity, unit_price),
    },
  ],
});

/** A sale as a DynamoDB item and back. */
export const saleItem = saleStream.item;
