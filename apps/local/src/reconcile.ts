import type { Row } from './athena-session.js';

/** The columns by which a sale in the table and its latest row in the lake must agree. */
export const COMPARED_COLUMNS = ['sale_id', 'version', 'status', 'quantity', 'unit_price'] as const;
type ComparedColumn = (typeof COMPARED_COLUMNS)[number];

/** A sale as compared: every value as text, numbers in their shortest plain form. */
export type ComparedSale = Readonly<Record<ComparedColumn, string>>;

export interface Reconciliation {
  /** Sales of the table. */
  readonly sales: number;
  /** Sales whose latest change is neither in the lake nor in the error output, by key. */
  readonly lost: readonly string[];
  /** Sales that `sales_current` holds more than once, or that the table no longer has, by key. */
  readonly duplicates: readonly string[];
}

/**
 * Compares the table with the current state of the lake, by key and content.
 *
 * Law: a table and its own rows reconcile with nothing lost and no duplicates, in whatever order the rows come.
 */
export const reconcile = async (
  table: AsyncIterable<ComparedSale>,
  current: AsyncIterable<Row>,
  isRejected: (saleId: string) => boolean,
): Promise<Reconciliation> => {
  const expected = new Map<string, string>();
  for await (const sale of table) expected.set(sale.sale_id, contentOf(sale));

  const sales = expected.size;
  const seen = new Set<string>();
  const lost: string[] = [];
  const duplicates: string[] = [];
  for await (const row of current) {
    const saleId = row['sale_id'] ?? '';
    const content = expected.get(saleId);
    if (seen.has(saleId) || (content === undefined && !isRejected(saleId))) duplicates.push(saleId);
    else if (content !== undefined && content !== contentOf(row) && !isRejected(saleId)) lost.push(saleId);
    seen.add(saleId);
  }
  for (const saleId of expected.keys()) if (!seen.has(saleId) && !isRejected(saleId)) lost.push(saleId);
  return { sales, lost, duplicates };
};

const contentOf = (sale: Row | ComparedSale): string =>
  COMPARED_COLUMNS.map((column) => plainNumber((sale as Row)[column] ?? '')).join('\u0000');

/** `2.5500` and `2.55` are the same number; text that is no number stays as it is. */
const plainNumber = (text: string): string => (/^-?\d+\.\d+$/.test(text) ? text.replace(/\.?0+$/, '') : text);
