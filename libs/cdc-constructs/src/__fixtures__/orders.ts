import { lakeEntity } from '@sales-cdc/lake-table';
import { Decimal, NonEmptyString, Quantity, UtcTimestamp, Version } from '@sales-cdc/sales-event';
import { entityStream } from '@sales-cdc/stream-codec';
import * as t from 'io-ts';

const Line = t.strict({ sku: NonEmptyString, quantity: Quantity, price: Decimal });
const Order = t.strict({ order_id: NonEmptyString, placed_at: UtcTimestamp, lines: t.array(Line) }, 'Order');
const Ticket = t.strict({ number: Version, opened_at: UtcTimestamp }, 'Ticket');

/** Another team's entity, with a list of objects. */
export const ORDERS = lakeEntity({
  name: 'orders',
  one: 'order',
  stream: entityStream({ codec: Order, schemaVersion: 1 }),
  key: 'order_id',
  happenedAt: 'placed_at',
});

/** An entity whose key is a number. */
export const TICKETS = lakeEntity({
  name: 'tickets',
  one: 'ticket',
  stream: entityStream({ codec: Ticket, schemaVersion: 1 }),
  key: 'number',
  happenedAt: 'opened_at',
});
