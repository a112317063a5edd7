import { SALE_SCHEMA_VERSION } from '@sales-cdc/sales-event';
import { saleStream, type Column, type EntityStream } from '@sales-cdc/stream-codec';
import { glueType } from '../column-types.js';

/** A column as readers rely on it: its name, and its type or the columns in it. */
export type ColumnShape =
  | { readonly name: string; readonly type: string }
  | { readonly name: string; readonly columns: readonly ColumnShape[] };

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

const columnShape = (column: Column): ColumnShape =>
  column.kind === 'struct'
    ? { name: column.name, columns: column.columns.map(columnShape) }
    : { name: column.name, type: glueType(column) };

/** The shape of the table of sales as the code has it now. */
export const salesTableShape = (): TableShape => tableShape(saleStream, SALE_SCHEMA_VERSION);
