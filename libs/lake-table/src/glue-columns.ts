import { PARTITION_COLUMNS } from '@sales-cdc/partitioning';
import { saleStream } from '@sales-cdc/stream-codec';
import { glueType, type LakeColumn } from './column-types.js';

/** A column in the form that a Glue table takes. */
export interface GlueColumn {
  readonly name: string;
  readonly type: string;
  readonly comment: string;
}

/** Any entity's columns, or those of a view, as Glue columns in the same order. */
export const glueColumns = (columns: readonly LakeColumn[]): readonly GlueColumn[] =>
  columns.map((column) => ({ name: column.name, type: glueType(column), comment: column.comment }));

/** The columns of the table of sales, in the order of its lines. */
export const LAKE_COLUMNS: readonly GlueColumn[] = glueColumns(saleStream.columns);

/** The partition columns, as strings `yyyy-MM-dd`, which is how Athena's own examples of projection have them. */
export const PARTITION_KEYS: readonly GlueColumn[] = PARTITION_COLUMNS.map((name) => ({
  name,
  type: 'string',
  comment: 'day of the sale in UTC, or of its arrival in a stage without dynamic partitioning',
}));
