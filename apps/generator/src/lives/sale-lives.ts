import type { Sale } from '@sales-cdc/sales-event';
import type { Random } from '../random/random.js';
import { amend } from './amend.js';
import { Purchases } from './purchases.js';
import { RecentSales } from './recent-sales.js';
import type { SaleChange } from './sale-change.js';
import { takeBack } from './take-back.js';

/** What happens to sales after they were made. */
export interface LifeOptions {
  /** Shares from 0 to 1: after how many of the new sales an earlier one is changed, or deleted. */
  readonly updates: number;
  readonly deletes: number;
  /** Whether a return (a negative quantity) changes the sale that it belongs to, if that is known, instead of being a sale. */
  readonly matchReturns: boolean;
  readonly random: Random;
}

/**
 * Gives each new sale in turn and, between them, what happens later to earlier ones: `updates` and `deletes` are the
 * shares of new sales after which an earlier, completed sale is changed or deleted. All changes of one sale stand in
 * order, each one version after the last. What is drawn here never alters the new sales themselves.
 */
export async function* saleLives(
  sales: AsyncIterable<Sale> | Iterable<Sale>,
  { updates, deletes, matchReturns, random }: LifeOptions,
): AsyncGenerator<SaleChange> {
  const recent = new RecentSales(random);
  const purchases = matchReturns ? new Purchases() : undefined;
  for await (const sale of sales) {
    const seen = sale.quantity < 0 ? purchases?.soldBefore(sale) : undefined;
    if (seen !== undefined) {
      const kept = takeBack(seen, sale);
      yield { kind: 'update', sale: kept, seen };
      recent.replace(kept);
      purchases?.remember(kept);
      continue;
    }
    yield { kind: 'insert', sale };
    const changed = random.chance(updates) ? recent.take() : undefined;
    if (changed !== undefined) {
      const amended = amend(changed, random);
      yield { kind: 'update', sale: amended, seen: changed };
      recent.remember(amended);
      purchases?.remember(amended);
    }
    const deleted = random.chance(deletes) ? recent.take() : undefined;
    if (deleted !== undefined) {
      yield { kind: 'delete', seen: deleted };
      purchases?.forget(deleted.sale_id);
    }
    recent.remember(sale);
    purchases?.remember(sale);
  }
}
