import { isLeft } from 'fp-ts/lib/Either.js';
import { totalAmount, type Decimal, type Sale } from '@sales-cdc/sales-event';
import { type Change } from '@sales-cdc/stream-codec';
import { reaches } from './amount.js';
import { type Thresholds } from './thresholds.js';

/** A change that made a sale one of high value. */
export interface Alert {
  /** Of the change: a change is alerted of once, however often it is delivered. */
  readonly eventId: string;
  readonly op: 'c' | 'u';
  readonly sale: Sale;
  readonly amount: Decimal;
  readonly threshold: Decimal;
  /** The sale before an update, when it could be read. */
  readonly before: Sale | undefined;
  /** Milliseconds since 1970. */
  readonly committedAtMs: number;
}

/**
 * The alert that a change calls for: a sale whose total amount is at or above the threshold of its currency when it is
 * inserted, or comes to be so by an update. Returns have negative amounts and reach none.
 */
export const alertOf = (change: Change<Sale>, thresholds: Thresholds): Alert | undefined => {
  const { op, eventId, image: sale, before, committedAtMs } = change;
  // A backfill copies what was there before; who wants to know has been told.
  if (op !== 'c' && op !== 'u') return undefined;
  const reached = reachedBy(sale, thresholds);
  // What could not be read before the update was no sale, so nobody has been told of it.
  if (!reached || (before && reachedBy(before, thresholds))) return undefined;
  return { eventId, op, sale, before, committedAtMs, ...reached };
};

/** Undefined below the threshold, and for a total that no decimal of the lake holds: such a sale is rejected there. */
const reachedBy = (
  { quantity, unit_price, currency }: Sale,
  thresholds: Thresholds,
): Pick<Alert, 'amount' | 'threshold'> | undefined => {
  const threshold = thresholds.get(currency);
  if (threshold === undefined) return undefined;
  const amount = totalAmount(quantity, unit_price);
  return isLeft(amount) || !reaches(amount.right, threshold) ? undefined : { amount: amount.right, threshold };
};
