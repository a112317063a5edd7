import { Sale } from '@sales-cdc/sales-event';
import type { Random } from '../random/random.js';

const KINDS = [
  { kind: 'refund', weight: 45 },
  { kind: 'cancel', weight: 20 },
  { kind: 'recount', weight: 20 },
  { kind: 'reprice', weight: 15 },
] as const;

/**
 * What may happen to a sale later: it is refunded, cancelled, its quantity was miscounted by one, or its price was a
 * tenth too high. The version goes up by one.
 */
export const amend = (sale: Sale, random: Random): Sale => {
  const amended = Sale.decode({ ...sale, version: sale.version + 1, ...amendment(sale, random.pick(KINDS).kind) });
  if (amended._tag === 'Right' && !isSame(amended.right, sale)) return amended.right;
  // One more of it would be more than a sale can hold, or it was free: cancelling it is always possible.
  const cancelled = Sale.decode({ ...sale, version: sale.version + 1, status: 'CANCELLED' });
  if (cancelled._tag === 'Right') return cancelled.right;
  throw new Error(`Sale ${sale.sale_id} cannot have a version after ${sale.version}.`);
};

const amendment = (sale: Sale, kind: (typeof KINDS)[number]['kind']) => {
  switch (kind) {
    case 'refund':
      return { status: 'REFUNDED' };
    case 'cancel':
      return { status: 'CANCELLED' };
    case 'recount':
      return { quantity: sale.quantity + Math.sign(sale.quantity) };
    case 'reprice':
      return { unit_price: nineTenthsOf(sale.unit_price) };
  }
};

const isSame = (amended: Sale, sale: Sale): boolean =>
  amended.status === sale.status && amended.quantity === sale.quantity && amended.unit_price === sale.unit_price;

/** In ten-thousandths, rounded down, so that no digit passes through a binary float. */
const nineTenthsOf = (price: string): string => {
  const [whole = '', fraction = ''] = price.split('.');
  const units = (BigInt(`${whole}${fraction.padEnd(4, '0')}`) * 9n) / 10n;
  const digits = String(units).padStart(5, '0');
  return `${digits.slice(0, -4)}.${digits.slice(-4)}`;
};
