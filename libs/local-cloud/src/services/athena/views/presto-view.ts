import type { Table } from '@aws-sdk/client-glue';
import { QueryFailed } from '../engine/query-failed.js';

/** What a view of the catalog says, in Presto's form, which AWS does not document. */
export interface ViewDefinition {
  readonly originalSql: string;
  /** `awsdatacatalog` */
  readonly catalog: string;
  /** The database of names without one. */
  readonly schema: string;
  /** Types as Trino names them: `decimal(18,4)`. */
  readonly columns: readonly { readonly name: string; readonly type: string }[];
}

/** The view as the catalog keeps it. */
export const encodeView = (view: ViewDefinition): string =>
  `/* Presto View: ${Buffer.from(JSON.stringify(view)).toString('base64')} */`;

/** Reads the view of a table of the catalog; the query fails where it is none that Athena wrote. */
export const decodeView = ({ DatabaseName = '', Name = '', ViewOriginalText = '' }: Table): ViewDefinition => {
  const [, base64 = ''] = /^\/\* Presto View: ([A-Za-z0-9+/=\s]+) \*\/$/.exec(ViewOriginalText) ?? [];
  const view = parse(Buffer.from(base64, 'base64').toString());
  if (!isView(view))
    throw new QueryFailed(`INVALID_VIEW: Invalid view JSON: the view ${DatabaseName}.${Name} is not in Presto's form`);
  return view;
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const isView = (view: unknown): view is ViewDefinition => {
  if (typeof view !== 'object' || view === null) return false;
  const { originalSql, catalog, schema, columns } = view as Partial<Record<keyof ViewDefinition, unknown>>;
  return [originalSql, catalog, schema].every((member) => typeof member === 'string') && areColumns(columns);
};

const areColumns = (columns: unknown): boolean =>
  Array.isArray(columns) &&
  columns.every(
    (column: unknown) =>
      typeof column === 'object' &&
      column !== null &&
      typeof (column as Record<string, unknown>)['name'] === 'string' &&
      typeof (column as Record<string, unknown>)['type'] === 'string',
  );
