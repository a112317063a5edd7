import { QueryFailed } from '../engine/query-failed.js';
import type { ReadyQuery } from '../engine/session.js';
import type { WrittenColumn } from './write-rows.js';
import { writtenType } from './written-type.js';

/** The columns of the query as those of something new. Throws `QueryFailed` for what cannot be written. */
export const columnsToWrite = ({ names, types }: ReadyQuery, place: string): readonly WrittenColumn[] => {
  const columns = types.map((type, index) => {
    const name = (names[index] ?? '').toLowerCase();
    const written = writtenType(type);
    if (name === `_col${index}`)
      throw new QueryFailed(`MISSING_COLUMN_NAME: ${place}: Column name not specified at position ${index + 1}`);
    if (written === undefined)
      throw new QueryFailed(`NOT_SUPPORTED: Unsupported Hive type: ${type.toString().toLowerCase()} (column ${name})`);
    return { name, type: written, sql: type.toString() === 'HUGEINT' ? `CAST(c${index} AS BIGINT)` : `c${index}` };
  });
  const twice = columns.find(({ name }, index) => columns.findIndex((column) => column.name === name) < index);
  if (twice)
    throw new QueryFailed(`DUPLICATE_COLUMN_NAME: ${place}: Column name '${twice.name}' specified more than once`);
  return columns;
};

/** The last columns are those of the partitions, in their order. */
export const splitPartitions = (
  all: readonly WrittenColumn[],
  partitionedBy: readonly string[],
): { readonly columns: readonly WrittenColumn[]; readonly partitionColumns: readonly WrittenColumn[] } => {
  const first = all.length - partitionedBy.length;
  const partitionColumns = all.slice(Math.max(0, first));
  const missing = partitionedBy.find((name) => !all.some((column) => column.name === name));
  if (missing !== undefined)
    throw new QueryFailed(`INVALID_TABLE_PROPERTY: Partition column ${missing} is not a column of the query`);
  if (first < 1 || partitionedBy.some((name, index) => partitionColumns[index]?.name !== name))
    throw new QueryFailed(
      `HIVE_COLUMN_ORDER_MISMATCH: Partition keys must be the last columns in the table and in the same order as the table properties: [${partitionedBy.join(', ')}]`,
    );
  return { columns: all.slice(0, first), partitionColumns };
};
