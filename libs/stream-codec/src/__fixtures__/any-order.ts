import { Decimal, NonEmptyString, Quantity, Text, UtcTimestamp } from '@sales-cdc/sales-event';
import * as fc from 'fast-check';
import * as t from 'io-ts';
import { entityStream } from '../entity-stream.js';

/** An entity with a list of objects, as another team may have one. */
export const Order = t.exact(
  t.intersection([
    t.type({ order_id: NonEmptyString, placed_at: UtcTimestamp }),
    t.type({
      lines: t.array(
        t.intersection([
          t.strict({ sku: NonEmptyString, quantity: Quantity, price: Decimal }),
          t.partial({ note: Text }),
        ]),
      ),
    }),
    t.partial({ tags: t.readonlyArray(t.strict({ tag: Text })) }),
  ]),
  'Order',
);
export type Order = t.TypeOf<typeof Order>;

export const orderStream = entityStream({ codec: Order, schemaVersion: 1 });

const anyLine = fc.record(
  {
    sku: fc.string({ unit: 'grapheme', minLength: 1 }),
    quantity: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
    price: fc.constantFrom('0', '-0.0001', '2.55', '12345678901234.1234'),
    note: fc.string({ unit: 'grapheme' }),
  },
  { requiredKeys: ['sku', 'quantity', 'price'] },
);

/** An order that keeps every rule. */
export const anyOrder = fc.record(
  {
    order_id: fc.string({ unit: 'grapheme', minLength: 1 }),
    placed_at: fc.constantFrom('2026-11-23T09:00:00.000Z', '2024-02-29T23:59:59.999Z'),
    lines: fc.array(anyLine, { maxLength: 4 }),
    tags: fc.array(fc.record({ tag: fc.string({ unit: 'grapheme' }) }), { maxLength: 2 }),
  },
  { requiredKeys: ['order_id', 'placed_at', 'lines'] },
) as unknown as fc.Arbitrary<Order>;
