import { lakeEntity } from '@sales-cdc/lake-table';
import { Currency, NonEmptyString, NonNegativeDecimal, Quantity, UtcTimestamp } from '@sales-cdc/sales-event';
import { entityStream } from '@sales-cdc/stream-codec';
import * as t from 'io-ts';

const Line = t.strict({ sku: NonEmptyString, quantity: Quantity, price: NonNegativeDecimal });

export const Order = t.strict(
  {
    order_id: NonEmptyString,
    customer: NonEmptyString,
    placed_at: UtcTimestamp,
    currency: Currency,
    lines: t.array(Line),
  },
  'Order',
);

export const ORDERS = lakeEntity({
  name: 'orders',
  one: 'order',
  stream: entityStream({ codec: Order, schemaVersion: 1 }),
  key: 'order_id',
  happenedAt: 'placed_at',
});
