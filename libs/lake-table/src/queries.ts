import { saleStream } from '@sales-cdc/stream-codec';
import { TABLE_NAME } from './names.js';

/** What an analyst asks first: the Laptops sold since yesterday. */
export const SAMPLE_QUERY = `SELECT * FROM ${TABLE_NAME}
WHERE product_name = 'Laptop' AND creation_datetime >= current_date - interval '1' day;`;

/**
 * SQL for the sales as they are now, for Athena and DuckDB alike: of each sale the line with the greatest sequence number, and
 * none if that is a delete. A line delivered twice counts once. `table` is written into the statement as it is.
 */
export const currentSalesQuery = ({ table }: { readonly table: string }): string => {
  const columns = saleStream.columns.map(({ name }) => name).join(', ');
  return `SELECT ${columns}
FROM (
  SELECT *, row_number() OVER (PARTITION BY sale_id ORDER BY sequence_number DESC, processed_at DESC) AS recency
  FROM ${table}
) AS ranked
WHERE recency = 1 AND op <> 'd'`;
};
