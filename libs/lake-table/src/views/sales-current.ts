import { saleStream } from '@sales-cdc/stream-codec';
import { TABLE_NAME } from '../names.js';
import { selectList, type LakeView, type QueryOf } from './lake-view.js';

/** The newest change of each sale; of a change that was delivered twice the copy that was read last, by the newest codec. */
export const latestChanges = (table: string, condition = ''): string => `SELECT ${selectList(saleStream.columns)}
FROM (
  SELECT *, row_number() OVER (PARTITION BY sale_id ORDER BY sequence_number DESC, processed_at DESC) AS recency
  FROM ${table}${condition}
) AS ranked
WHERE recency = 1 AND op <> 'd'`;

/**
 * SQL for the sales as they are now, for Athena and DuckDB alike: of each sale the line with the greatest sequence
 * number, and none if that is a delete. A line delivered twice counts once, and the order of delivery does not matter.
 * An op that is not known counts as an upsert; a backfill row loses against every change from the stream.
 */
export const currentSalesQuery = ({ table }: QueryOf): string => latestChanges(table);

/** The sales as they are now. */
export const SALES_CURRENT: LakeView = {
  name: 'sales_current',
  comment: 'Each sale as it is now: its newest image, without deleted sales and duplicates',
  sql: currentSalesQuery({ table: TABLE_NAME }),
  columns: saleStream.columns,
};
