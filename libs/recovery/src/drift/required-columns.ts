import { saleStream } from '@sales-cdc/stream-codec';
import { SALE_COLUMNS } from '../reconcile/compared-values.js';

/** Worked out from required attributes. */
const DERIVED = ['total_amount'];

const OF_SALES: ReadonlySet<string> = new Set(SALE_COLUMNS.map(({ name }) => name));
const ALWAYS_THERE: ReadonlySet<string> = new Set([...saleStream.required, ...DERIVED]);

/** What a line has only sometimes. */
const SOMETIMES: ReadonlySet<string> = new Set(['before', 'unrecognised']);

/** Whether every row of the table of sales has a value in that column. */
export const isRequiredColumn = (column: string): boolean =>
  OF_SALES.has(column) ? ALWAYS_THERE.has(column) : !SOMETIMES.has(column);
