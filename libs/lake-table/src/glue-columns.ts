import { PARTITION_COLUMNS } from '@sales-cdc/partitioning';
import { DECIMAL_PRECISION, DECIMAL_SCALE, type ScalarKind } from '@sales-cdc/sales-event';
import { saleStream, type Column } from '@sales-cdc/stream-codec';

/** A column in the form that a Glue table takes. */
export interface GlueColumn {
  readonly name: string;
  readonly type: string;
  readonly comment: string;
}

/** https://docs.aws.amazon.com/athena/latest/ug/data-types.html */
const GLUE_TYPES: Readonly<Record<ScalarKind, string>> = {
  text: 'string',
  int: 'int',
  long: 'bigint',
  decimal: `decimal(${DECIMAL_PRECISION},${DECIMAL_SCALE})`,
  timestamp: 'timestamp',
};

const glueType = (column: Column): string =>
  column.kind === 'struct'
    ? `struct<${column.columns.map((member) => `${member.name}:${glueType(member)}`).join(',')}>`
    : GLUE_TYPES[column.kind];

/** Any entity's columns as Glue columns, in the same order. */
export const glueColumns = (columns: readonly Column[]): readonly GlueColumn[] =>
  columns.map((column) => ({ name: column.name, type: glueType(column), comment: column.comment }));

/** The columns of the table of sales, in the order of its lines. */
export const LAKE_COLUMNS: readonly GlueColumn[] = glueColumns(saleStream.columns);

/** The partition columns, as strings `yyyy-MM-dd`, which is how Athena's own examples of projection have them. */
export const PARTITION_KEYS: readonly GlueColumn[] = PARTITION_COLUMNS.map((name) => ({
  name,
  type: 'string',
  comment: 'day of the sale in UTC, or of its arrival in a stage without dynamic partitioning',
}));
