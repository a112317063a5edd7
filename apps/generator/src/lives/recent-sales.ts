import type { Sale } from '@sales-cdc/sales-event';
import type { Random } from '../random/random.js';

/** How many recent sales are remembered as candidates for a later change: it bounds the memory of an endless run. */
const REMEMBERED = 1_000;

/** A bounded set of completed sales; when it is full, a new one takes the place of any other. */
export class RecentSales {
  readonly #sales: Sale[] = [];

  constructor(private readonly random: Random) {}

  remember(sale: Sale): void {
    if (sale.status !== 'COMPLETED') return;
    const place = this.#sales.length < REMEMBERED ? this.#sales.length : this.random.below(REMEMBERED);
    this.#sales[place] = sale;
  }

  /** Any of them, which is then forgotten; undefined when there is none. */
  take(): Sale | undefined {
    return this.#remove(this.random.below(this.#sales.length));
  }

  /** Puts the next version of a sale in the place of the one that is held, if it is. */
  replace(sale: Sale): void {
    const place = this.#sales.findIndex(({ sale_id }) => sale_id === sale.sale_id);
    if (place < 0) return;
    if (sale.status === 'COMPLETED') this.#sales[place] = sale;
    else this.#remove(place);
  }

  #remove(place: number): Sale | undefined {
    const removed = this.#sales[place];
    const last = this.#sales.pop();
    if (last !== undefined && last !== removed) this.#sales[place] = last;
    return removed;
  }
}
