export {
  PARTITION_COLUMNS,
  dayPartition,
  salePartition,
  type DayPartition,
  type PartitionColumn,
  type SalePartition,
} from './partition-columns.js';
export { placeByDay } from './place-by-day.js';
export { placeSale } from './place-sale.js';
export { ERROR_PREFIX, SALES_PREFIX, arrivalPrefix, errorPrefix, eventPrefix, folderOf } from './prefixes.js';
export { FIRST_PARTITION_DAY, isQueryable, partitionProjection, queryableDays } from './projection.js';
