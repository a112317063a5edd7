import { type Sale } from '@sales-cdc/sales-event';
import { DAY_FORMAT } from './day-format.js';

/**
 * The one list that prefixes, partition values, the table's partition keys and its projection are read from.
 * `dt` is the day of the event in UTC, `yyyy-MM-dd`: of a sale, of an order.
 */
export const PARTITION_COLUMNS = ['dt'] as const;
export type PartitionColumn = (typeof PARTITION_COLUMNS)[number];

/** The value of each partition column for one entity. */
export type DayPartition = Readonly<Record<PartitionColumn, string>>;
export type SalePartition = DayPartition;

/** The partition of a moment in UTC, as `UtcTimestamp` of `sales-event` has it. */
export const dayPartition = (moment: string): DayPartition => ({ dt: moment.slice(0, DAY_FORMAT.length) });

/** Where a sale belongs: by its own date, whenever it arrives. */
export const salePartition = ({ creation_datetime }: Pick<Sale, 'creation_datetime'>): SalePartition =>
  dayPartition(creation_datetime);
