import { Sale } from '@sales-cdc/sales-event';
import type { BadLine, Row } from './row.js';

/** What a file need not say: a sale is new and completed unless it says otherwise. */
const DEFAULTS = { status: 'COMPLETED', version: 1 } as const;

/** Every member of a sale, in the order of its schema. */
export const SALE_COLUMNS: readonly string[] = Sale.type.types.flatMap(({ props }) => Object.keys(props));

/** The columns without which no line of a file can be a sale. */
export const REQUIRED_COLUMNS: readonly string[] = Sale.type.types
  .flatMap((part) => (part._tag === 'InterfaceType' ? Object.keys(part.props) : []))
  .filter((column) => !(column in DEFAULTS));

/** A line of a file with the sale's own columns, in the form that the sale's codec reads. A member that no sale has makes it a bad line: nothing is dropped unseen. */
export const ownSale = ({ line, members }: Row): Readonly<Record<string, unknown>> | BadLine => {
  const unknown = Object.keys(members).filter((member) => !SALE_COLUMNS.includes(member));
  if (unknown.length > 0) return { line, reason: `a sale has no ${unknown.join(', ')}` };
  const given = Object.entries(members).filter(([, value]) => value !== null && value !== undefined);
  return { ...DEFAULTS, ...Object.fromEntries(given) };
};
