import { saleStream, type Column } from '@sales-cdc/stream-codec';
import { canonicalJson } from './canonical-json.js';

/** The sale's own columns and the derived ones, which are also those of the image before. */
export const SALE_COLUMNS: readonly Column[] = saleStream.columns.flatMap((column) =>
  column.kind === 'struct' ? column.columns : [],
);

const UNRECOGNISED = 'unrecognised';

/** The names of the columns by which an item of the table and its row in the lake must agree. */
export const COMPARED_COLUMNS: readonly string[] = [...SALE_COLUMNS.map(({ name }) => name), UNRECOGNISED];

const KINDS: readonly Column['kind'][] = [...SALE_COLUMNS.map(({ kind }) => kind), 'text'];

/** Values in the order of {@link COMPARED_COLUMNS}, as Athena or the codec gives them, in the one form in which they are compared. */
export const comparedText = (values: readonly (string | null)[]): string =>
  JSON.stringify(values.map((value, index) => (value === null ? null : compared(value, index))));

const compared = (value: string, index: number): string => {
  if (KINDS[index] === 'decimal') return shortest(value);
  return COMPARED_COLUMNS[index] === UNRECOGNISED ? canonicalJson(value) : value;
};

/** `2.5500` and `2.55` are the same number. */
const shortest = (decimal: string): string => (decimal.includes('.') ? decimal.replace(/\.?0+$/, '') : decimal);
