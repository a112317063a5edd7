import { type LakeColumn } from '../column-types.js';
import { type LakeEntity } from '../entity/lake-entity.js';
import { viewNames } from '../entity/names.js';
import { VALIDITY_COLUMNS } from '../entity/validity-columns.js';
import { selectList, type LakeView, type QueryOf } from './lake-view.js';

const validityColumns = (one: string): readonly LakeColumn[] => {
  const [from, to, isCurrent, closedBy] = VALIDITY_COLUMNS;
  return [
    { name: from, kind: 'timestamp', comment: 'when the version came to be, in whole seconds' },
    { name: to, kind: 'timestamp', comment: 'when the next change ended it; null for the current version' },
    { name: isCurrent, kind: 'boolean', comment: `whether the ${one} is so now` },
    {
      name: closedBy,
      kind: 'text',
      comment: 'op of the change that ended it: u, d, ...; null for the current version',
    },
  ];
};

/**
 * SQL for every version of every entity, each once, from `valid_from` to just before `valid_to`.
 *
 * - Order is by sequence number. A delete is no version: it ends the last one (`closed_by` is `d`), and the entity has none
 *   until an insert begins a new one.
 * - Times follow the order: a version begins at the earliest moment of it and of all changes after it, so versions of one
 *   entity never overlap, whatever the clocks said. Changes within a second give versions of no length.
 * - A backfill row is a version only for the time before the first change from the stream. When the stream knew the
 *   entity before the backfill read it, the row tells nothing new and is left out.
 */
export const historyQuery = ({ columns, key }: LakeEntity, { table }: QueryOf): string => {
  const inOrder = `PARTITION BY ${key.name} ORDER BY sequence_number`;
  return `SELECT ${selectList(columns)}, valid_from, valid_to, valid_to IS NULL AS is_current, closed_by
FROM (
  SELECT *, lead(valid_from) OVER (${inOrder}) AS valid_to, lead(op) OVER (${inOrder}) AS closed_by
  FROM (
    SELECT *, min(committed_at) OVER (${inOrder} ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS valid_from
    FROM (
      SELECT *, row_number() OVER (PARTITION BY ${key.name}, sequence_number ORDER BY processed_at DESC) AS recency
      FROM ${table}
    ) AS copies
    WHERE recency = 1
  ) AS changes
) AS versions
WHERE op <> 'd' AND (op <> 'r' OR valid_to IS NULL OR valid_from < valid_to)`;
};

/** Every version of every entity. */
export const historyView = (entity: LakeEntity): LakeView => ({
  name: viewNames(entity).history,
  comment: `Every version of every ${entity.one} once, with the time for which it held`,
  sql: historyQuery(entity, { table: entity.tableName }),
  columns: [...entity.columns, ...validityColumns(entity.one)],
});
