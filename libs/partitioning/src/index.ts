export { PARTITION_COLUMNS, salePartition, type PartitionColumn, type SalePartition } from './partition-columns.js';
export { placeSale } from './place-sale.js';
export { ERROR_PREFIX, SALES_PREFIX, arrivalPrefix, errorPrefix, salePrefix } from './prefixes.js';
export { FIRST_PARTITION_DAY, isQueryable, partitionProjection, queryableDays } from './projection.js';
