import { PARTITION_COLUMNS } from '@sales-cdc/partitioning';
import { glueType, type LakeColumn } from './column-types.js';
import { type LakeEntity } from './entity/lake-entity.js';

/** A column in the form that a Glue table takes. */
export interface GlueColumn {
  readonly name: string;
  readonly type: string;
  readonly comment: string;
}

/** Any entity's columns, or those of a view, as Glue columns in the same order. */
export const glueColumns = (columns: readonly LakeColumn[]): readonly GlueColumn[] =>
  columns.map((column) => ({ name: column.name, type: glueType(column), comment: column.comment }));

/** The columns of an entity's table, in the order of its lines. */
export const entityColumns = ({ columns }: LakeEntity): readonly GlueColumn[] => glueColumns(columns);

/** The partition columns, as strings `yyyy-MM-dd`, which is how Athena's own examples of projection have them. */
export const partitionKeys = ({ one }: LakeEntity): readonly GlueColumn[] =>
  PARTITION_COLUMNS.map((name) => ({
    name,
    type: 'string',
    comment: `day of the ${one} in UTC, or of its arrival in a stage without dynamic partitioning`,
  }));
