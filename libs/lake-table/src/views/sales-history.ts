import { saleStream } from '@sales-cdc/stream-codec';
import { type LakeColumn } from '../column-types.js';
import { TABLE_NAME } from '../names.js';
import { selectList, type LakeView, type QueryOf } from './lake-view.js';

const VALIDITY: readonly LakeColumn[] = [
  { name: 'valid_from', kind: 'timestamp', comment: 'when the version came to be, in whole seconds' },
  { name: 'valid_to', kind: 'timestamp', comment: 'when the next change ended it; null for the current version' },
  { name: 'is_current', kind: 'boolean', comment: 'whether the sale is so now' },
  {
    name: 'closed_by',
    kind: 'text',
    comment: 'op of the change that ended it: u, d, ...; null for the current version',
  },
];

/**
 * SQL for every version of every sale, each once, from `valid_from` to just before `valid_to`.
 *
 * - Order is by sequence number. A delete is no version: it ends the last one (`closed_by` is `d`), and the sale has none
 *   until an insert begins a new one.
 * - Times follow the order: a version begins at the earliest moment of it and of all changes after it, so versions of one
 *   sale never overlap, whatever the clocks said. Changes within a second give versions of no length.
 * - A backfill row is a version only for the time before the first change from the stream. When the stream knew the
 *   sale before the backfill read it, the row tells nothing new and is left out.
 */
export const salesHistoryQuery = ({ table }: QueryOf): string => {
  const inOrder = 'PARTITION BY sale_id ORDER BY sequence_number';
  return `SELECT ${selectList(saleStream.columns)}, valid_from, valid_to, valid_to IS NULL AS is_current, closed_by
FROM (
  SELECT *, lead(valid_from) OVER (${inOrder}) AS valid_to, lead(op) OVER (${inOrder}) AS closed_by
  FROM (
    SELECT *, min(committed_at) OVER (${inOrder} ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS valid_from
    FROM (
      SELECT *, row_number() OVER (PARTITION BY sale_id, sequence_number ORDER BY processed_at DESC) AS recency
      FROM ${table}
    ) AS copies
    WHERE recency = 1
  ) AS changes
) AS versions
WHERE op <> 'd' AND (op <> 'r' OR valid_to IS NULL OR valid_from < valid_to)`;
};

/** Every version of every sale. */
export const SALES_HISTORY: LakeView = {
  name: 'sales_history',
  comment: 'Every version of every sale once, with the time for which it held',
  sql: salesHistoryQuery({ table: TABLE_NAME }),
  columns: [...saleStream.columns, ...VALIDITY],
};
