import type { Sale } from '@sales-cdc/sales-event';
import type { Random } from '../random/random.js';
import { amend } from './amend.js';
import type { SaleChange } from './sale-change.js';

/** How many recent sales are remembered as candidates for a later change: it bounds the memory of an endless run. */
const REMEMBERED = 1_000;

/** Shares from 0 to 1: after how many of the new sales an earlier one is changed, or deleted. */
export interface LifeOptions {
  readonly updates: number;
  readonly deletes: number;
  readonly random: Random;
}

/**
 * Gives each new sale in turn and, between them, what happens later to earlier ones: `updates` and `deletes` are the
 * shares of new sales after which an earlier, completed sale is changed or deleted. All changes of one sale stand in
 * order, each one version after the last. What is drawn here never alters the new sales themselves.
 */
export async function* saleLives(
  sales: AsyncIterable<Sale> | Iterable<Sale>,
  { updates, deletes, random }: LifeOptions,
): AsyncGenerator<SaleChange> {
  const recent = new RecentSales(random);
  for await (const sale of sales) {
    yield { kind: 'insert', sale };
    const changed = random.chance(updates) ? recent.take() : undefined;
    if (changed !== undefined) {
      const amended = amend(changed, random);
      yield { kind: 'update', sale: amended, seen: changed };
      recent.remember(amended);
    }
    const deleted = random.chance(deletes) ? recent.take() : undefined;
    if (deleted !== undefined) yield { kind: 'delete', seen: deleted };
    recent.remember(sale);
  }
}

/** A bounded set of completed sales; when it is full, a new one takes the place of any other. */
class RecentSales {
  readonly #sales: Sale[] = [];

  constructor(private readonly random: Random) {}

  remember(sale: Sale): void {
    if (sale.status !== 'COMPLETED') return;
    const place = this.#sales.length < REMEMBERED ? this.#sales.length : this.random.below(REMEMBERED);
    this.#sales[place] = sale;
  }

  /** Any of them, which is then forgotten; undefined when there is none. */
  take(): Sale | undefined {
    const place = this.random.below(this.#sales.length);
    const taken = this.#sales[place];
    const last = this.#sales.pop();
    if (last !== undefined && last !== taken) this.#sales[place] = last;
    return taken;
  }
}
