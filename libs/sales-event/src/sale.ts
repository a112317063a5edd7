import * as t from 'io-ts';
import { NonNegativeDecimal } from './decimal.js';
import { Currency, NonEmptyString, SaleId, SaleStatus, Text } from './text.js';
import { UtcTimestamp } from './utc-timestamp.js';
import { Quantity, Version } from './whole-number.js';

/** Which shape of a sale this package describes; raise it with every change that a reader of the lake could notice. */
export const SALE_SCHEMA_VERSION = 1;

/**
 * A sale. Its members stand in the order of the lake's columns. Decodes a plain object as a file or an API may hold it:
 * text, with whole numbers as numbers or as text; members that the schema does not know are left out.
 *
 * Law: `decode(encode(sale))` is `right(sale)` for every sale.
 */
export const Sale = t.exact(
  t.intersection([
    t.type({ sale_id: SaleId, product_id: NonEmptyString, product_name: NonEmptyString }),
    t.partial({
      category: Text,
      customer_id: Text,
      store_id: Text,
      channel: Text,
      country: Text,
      payment_method: Text,
    }),
    t.type({
      quantity: Quantity,
      unit_price: NonNegativeDecimal,
      currency: Currency,
      status: SaleStatus,
      version: Version,
      creation_datetime: UtcTimestamp,
    }),
  ]),
  'Sale',
);
export type Sale = t.TypeOf<typeof Sale>;
