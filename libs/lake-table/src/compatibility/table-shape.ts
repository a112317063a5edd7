import { SALE_SCHEMA_VERSION } from '@sales-cdc/sales-event';
import { saleStream, type Column, type EntityStream } from '@sales-cdc/stream-codec';
import { glueType } from '../column-types.js';

/** A column as readers rely on it: its name, and its type, the columns in it, or those of the elements of its list. */
export type ColumnShape =
  | { readonly name: string; readonly type: string }
  | { readonly name: string; readonly columns: readonly ColumnShape[] }
  | { readonly name: string; readonly elements: readonly ColumnShape[] };

/** What readers and writers of a table rely on; kept as JSON for each release. */
export interface TableShape {
  readonly schemaVersion: number;
  /** The members without which an item is rejected. */
  readonly required: readonly string[];
  readonly columns: readonly ColumnShape[];
}

/** The shape of the table of any entity. */
export const tableShape = (
  { columns, required }: Pick<EntityStream<never>, 'columns' | 'required'>,
  schemaVersion: number,
): TableShape => ({ schemaVersion, required, columns: columns.map(columnShape) });

const columnShape = (column: Column): ColumnShape => {
  if (!('columns' in column)) return { name: column.name, type: glueType(column) };
  const columns = column.columns.map(columnShape);
  return column.kind === 'list' ? { name: column.name, elements: columns } : { name: column.name, columns };
};

/** The shape of the table of sales as the code has it now. */
export const salesTableShape = (): TableShape => tableShape(saleStream, SALE_SCHEMA_VERSION);
