import type { Sale } from '@sales-cdc/sales-event';

/** How many sales are remembered for a return: some five weeks of a busy shop, and a bound to the memory. */
const REMEMBERED = 50_000;

/** Sales that may be returned, found again by who bought what. Only the newest version of a sale is held. */
export class Purchases {
  readonly #byBuyer = new Map<string, Sale[]>();
  /** In the order in which they were remembered, so that the oldest can be forgotten. */
  readonly #buyers = new Map<string, string>();

  constructor(private readonly remembered = REMEMBERED) {}

  /** Takes in a new sale, or the next version of one that is held; one that cannot be returned is not held. */
  remember(sale: Sale): void {
    this.forget(sale.sale_id);
    const buyer = buyerOf(sale);
    if (buyer === undefined || sale.quantity < 0 || sale.status !== 'COMPLETED') return;
    const sales = this.#byBuyer.get(buyer);
    if (sales) sales.push(sale);
    else this.#byBuyer.set(buyer, [sale]);
    this.#buyers.set(sale.sale_id, buyer);
    if (this.#buyers.size > this.remembered) this.#forgetOldest();
  }

  forget(saleId: string): void {
    const buyer = this.#buyers.get(saleId);
    if (buyer === undefined) return;
    this.#buyers.delete(saleId);
    const left = (this.#byBuyer.get(buyer) ?? []).filter(({ sale_id }) => sale_id !== saleId);
    if (left.length > 0) this.#byBuyer.set(buyer, left);
    else this.#byBuyer.delete(buyer);
  }

  #forgetOldest(): void {
    const [oldest] = this.#buyers.keys();
    if (oldest !== undefined) this.forget(oldest);
  }

  /** The sale that this is taken for a return of: same customer, product and currency, sold before and at least as many; of several the last one. */
  soldBefore(returned: Sale): Sale | undefined {
    const buyer = buyerOf(returned);
    if (buyer === undefined) return undefined;
    return this.#byBuyer
      .get(buyer)
      ?.findLast(
        ({ quantity, creation_datetime }) =>
          quantity + returned.quantity >= 0 && creation_datetime <= returned.creation_datetime,
      );
  }
}

const buyerOf = ({ customer_id, product_id, currency }: Sale): string | undefined =>
  customer_id === undefined || customer_id === '' ? undefined : JSON.stringify([customer_id, product_id, currency]);
