import { UserError } from '@sales-cdc/deployment';
import { Sale, describeErrors, totalAmount } from '@sales-cdc/sales-event';
import { csvRows } from './csv-rows.js';
import { ndjsonRows } from './ndjson-rows.js';
import { ONLINE_RETAIL_COLUMNS, onlineRetailSale } from './online-retail.js';
import { REQUIRED_COLUMNS, SALE_COLUMNS, ownSale } from './own-sale.js';
import { isBadLine, type BadLine, type Row } from './row.js';
import { rejoined } from './rejoined.js';
import { splitLines, type Line } from './split-lines.js';

/**
 * The sales of a file, one by one, and the lines that are none: CSV or NDJSON, told apart by the first character, with
 * the sale's own columns or those of the online-retail data set. Throws a UserError when the columns are neither kind's.
 */
export async function* fileSales(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Sale | BadLine> {
  for await (const row of rowsOf(splitLines(bytes))) yield isBadLine(row) ? row : saleOf(row);
}

async function* rowsOf(lines: AsyncGenerator<Line>): AsyncGenerator<Row | BadLine> {
  const start = await lines.next();
  if (start.done === true) return;
  const all = rejoined(start, lines);
  yield* start.value.text.trimStart().startsWith('{') ? ndjsonRows(all) : csvRows(all, checkColumns);
}

const saleOf = (row: Row): Sale | BadLine => {
  const plain = 'InvoiceNo' in row.members ? onlineRetailSale(row) : ownSale(row);
  if (isBad(plain)) return plain;
  const sale = Sale.decode(plain);
  if (sale._tag === 'Left') return { line: row.line, reason: describeErrors(sale.left).join('; ') };
  const total = totalAmount(sale.right.quantity, sale.right.unit_price);
  return total._tag === 'Left' ? { line: row.line, reason: total.left } : sale.right;
};

const isBad = (plain: Readonly<Record<string, unknown>> | BadLine): plain is BadLine => 'reason' in plain;

const checkColumns = (columns: readonly string[]): void => {
  if (ONLINE_RETAIL_COLUMNS.every((column) => columns.includes(column))) return;
  const isOwn = REQUIRED_COLUMNS.every((column) => columns.includes(column));
  const unknown = columns.filter((column) => !SALE_COLUMNS.includes(column));
  if (isOwn && unknown.length === 0) return;
  const missing = REQUIRED_COLUMNS.filter((column) => !columns.includes(column));
  const fault = isOwn || unknown.length < columns.length ? faultOf(unknown, missing) : 'no column of it is known';
  throw new UserError(
    `The file's columns are not those of sales (${fault}): it needs ${REQUIRED_COLUMNS.join(', ')}, or the online-retail columns ${ONLINE_RETAIL_COLUMNS.join(', ')}.`,
  );
};

const faultOf = (unknown: readonly string[], missing: readonly string[]): string =>
  unknown.length > 0 ? `unknown: ${unknown.join(', ')}` : `missing: ${missing.join(', ')}`;
