import type { Sale } from '@sales-cdc/sales-event';

/** A new sale. */
export interface SaleInsert {
  readonly kind: 'insert';
  readonly sale: Sale;
}

/** A sale as it shall be, from the version that the writer has seen. */
export interface SaleUpdate {
  readonly kind: 'update';
  readonly sale: Sale;
  readonly seen: Sale;
}

/** A sale that shall go, if it still is as seen. */
export interface SaleDelete {
  readonly kind: 'delete';
  readonly seen: Sale;
}

/** One thing that happens to a sale, and one write to the table. */
export type SaleChange = SaleInsert | SaleUpdate | SaleDelete;

export const saleIdOf = (change: SaleChange): string =>
  change.kind === 'insert' ? change.sale.sale_id : change.seen.sale_id;
