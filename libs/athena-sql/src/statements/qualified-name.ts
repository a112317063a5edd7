import type { IdentifierContext } from 'dt-sql-parser/dist/lib/trino/TrinoSqlParser.js';
import { lineAndColumn } from '../text/position.js';

/** The name of a table or view, in lower case as the catalog keeps it. */
export interface QualifiedName {
  readonly catalog?: string;
  readonly database?: string;
  readonly table: string;
  /** `line 1:13` */
  readonly place: string;
}

/** The name that an identifier of Trino's grammar says, lower case as Athena takes it. */
const nameOf = (identifier: IdentifierContext): string => {
  const text = identifier.getText();
  return (/^["`]/.test(text) ? text.slice(1, -1).replaceAll('""', '"') : text).toLowerCase();
};

/** Reads `catalog.database.table` from its parts. */
export const qualifiedName = (sql: string, identifiers: readonly IdentifierContext[]): QualifiedName => {
  const [table = '', database, catalog] = identifiers.map(nameOf).reverse();
  return {
    ...(catalog !== undefined && { catalog }),
    ...(database !== undefined && { database }),
    table,
    place: lineAndColumn(sql, identifiers[0]?.start?.start ?? 0),
  };
};
