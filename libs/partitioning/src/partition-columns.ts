import { type Sale } from '@sales-cdc/sales-event';
import { DAY_FORMAT } from './day-format.js';

/**
 * The one list that prefixes, partition values, the table's partition keys and its projection are read from.
 * `dt` is the day of the sale in UTC, `yyyy-MM-dd`.
 */
export const PARTITION_COLUMNS = ['dt'] as const;
export type PartitionColumn = (typeof PARTITION_COLUMNS)[number];

/** The value of each partition column for one sale. */
export type SalePartition = Readonly<Record<PartitionColumn, string>>;

/** Where a sale belongs: by its own date, whenever it arrives. */
export const salePartition = ({ creation_datetime }: Pick<Sale, 'creation_datetime'>): SalePartition => ({
  dt: creation_datetime.slice(0, DAY_FORMAT.length),
});
