import type { Sale } from '@sales-cdc/sales-event';
import type { SaleDelete, SaleUpdate } from '../lives/sale-change.js';

/** How many sales one call of `putAll` or `present` takes at most: the limit of BatchWriteItem. */
export const LARGEST_BATCH = 25;

/** The table as the writer needs it: one attempt each, whose error says what became of it (`failureOf`). */
export interface SalesTable {
  /** Throws a UserError, in words that say what to do, when there is no such table to write to. */
  check(): Promise<void>;
  /** Writes a sale on condition that its id is free. */
  insert(sale: Sale): Promise<void>;
  /** Writes what differs between the two versions, on condition that the table holds the version seen. */
  update(change: SaleUpdate): Promise<void>;
  /** Deletes the sale, on condition that the table holds the version seen. */
  delete(change: SaleDelete): Promise<void>;
  /** Which of the ids the table holds, and which it had no time to look up. */
  present(saleIds: readonly string[]): Promise<{ readonly found: readonly string[]; readonly left: readonly string[] }>;
  /** Writes sales whatever the table holds, and gives those that it had no capacity for. */
  putAll(sales: readonly Sale[]): Promise<readonly Sale[]>;
}
