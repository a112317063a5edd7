import { COMPARED_COLUMNS } from './compared-values.js';
import type { Suspect } from './suspect.js';
import { rejectionIn } from './table-entry.js';

/** A column in which table and lake differ; null is an attribute that is not there, and NULL. */
export interface ColumnDifference {
  readonly column: string;
  readonly table: string | null;
  readonly lake: string | null;
}

/**
 * What is wrong with a key: the lake has no row of the item (missing), a row without an item (extra), a row with other
 * values (different) or more than one row (twice); or the item is no sale, so that it has no row (rejected).
 */
export type Finding =
  | { readonly kind: 'missing' | 'extra' | 'twice'; readonly key: string }
  | { readonly kind: 'different'; readonly key: string; readonly columns: readonly ColumnDifference[] }
  | { readonly kind: 'rejected'; readonly key: string; readonly reason: string };

export type FindingKind = Finding['kind'];

/** Undefined when table and lake agree. */
export const findingOf = ({ key, table, lake: [row, ...others] }: Suspect): Finding | undefined => {
  const reason = table === undefined ? undefined : rejectionIn(table);
  if (reason !== undefined) return { kind: 'rejected', key, reason };
  if (others.length > 0) return { kind: 'twice', key };
  if (table === row) return undefined;
  if (table === undefined) return { kind: 'extra', key };
  if (row === undefined) return { kind: 'missing', key };
  return { kind: 'different', key, columns: differences(valuesIn(table), valuesIn(row)) };
};

const valuesIn = (text: string): readonly (string | null)[] => JSON.parse(text) as readonly (string | null)[];

const differences = (
  table: readonly (string | null)[],
  lake: readonly (string | null)[],
): readonly ColumnDifference[] =>
  COMPARED_COLUMNS.flatMap((column, index) => {
    const [inTable = null, inLake = null] = [table[index], lake[index]];
    return inTable === inLake ? [] : [{ column, table: inTable, lake: inLake }];
  });
