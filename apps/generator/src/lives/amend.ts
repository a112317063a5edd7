import { Sale } from '@sales-cdc/sales-event';
import type { Random } from '../random/random.js';

const KINDS = [
  { status: 'REFUNDED', weight: 50 },
  { status: 'CANCELLED', weight: 25 },
  { status: 'COMPLETED', weight: 25 },
] as const;

/** What may happen to a sale later: it is refunded, cancelled, or its quantity was miscounted by one. The version goes up by one. */
export const amend = (sale: Sale, random: Random): Sale => {
  const { status } = random.pick(KINDS);
  const version = sale.version + 1;
  const miscounted = sale.quantity + Math.sign(sale.quantity);
  const amended = Sale.decode({ ...sale, version, status, ...(status === 'COMPLETED' && { quantity: miscounted }) });
  if (amended._tag === 'Right') return amended.right;
  // One more of it would be more than a sale can hold: cancelling it is always possible.
  const cancelled = Sale.decode({ ...sale, version, status: 'CANCELLED' });
  if (cancelled._tag === 'Right') return cancelled.right;
  throw new Error(`Sale ${sale.sale_id} cannot have a version after ${sale.version}.`);
};
