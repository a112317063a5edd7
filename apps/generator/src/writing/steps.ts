import type { Sale } from '@sales-cdc/sales-event';
import { saleIdOf, type SaleChange, type SaleDelete, type SaleUpdate } from '../lives/sale-change.js';

/** What goes to the table together: new sales as one batch, anything else alone. Never empty. */
export type Step =
  | { readonly kind: 'inserts'; readonly sales: readonly Sale[] }
  | { readonly kind: 'change'; readonly change: SaleUpdate | SaleDelete };

/** The sales that a step touches. */
export const saleIdsOf = (step: Step): readonly string[] =>
  step.kind === 'inserts' ? step.sales.map(({ sale_id }) => sale_id) : [saleIdOf(step.change)];

/**
 * Gathers new sales into batches of at most `size`, and keeps the order of all changes of one sale: a change of a sale
 * that still waits in the batch comes after that batch.
 */
export async function* stepsOf(changes: AsyncIterable<SaleChange>, size: number): AsyncGenerator<Step> {
  let batch: Sale[] = [];
  let waiting = new Set<string>();
  const take = (): Step => {
    const sales = batch;
    batch = [];
    waiting = new Set();
    return { kind: 'inserts', sales };
  };
  for await (const change of changes) {
    // A batch may name a key once only, so a second insert of an id waits for the next batch too.
    if (waiting.has(saleIdOf(change))) yield take();
    if (change.kind !== 'insert') yield { kind: 'change', change };
    else {
      batch.push(change.sale);
      waiting.add(saleIdOf(change));
      if (batch.length >= size) yield take();
    }
  }
  if (batch.length > 0) yield take();
}
