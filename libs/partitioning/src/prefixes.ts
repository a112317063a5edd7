import { DAY_FORMAT } from './day-format.js';
import { PARTITION_COLUMNS, type PartitionColumn } from './partition-columns.js';

/** The folder that the table reads. */
export const SALES_PREFIX = 'sales/';
/** The folder of what is no sale. It is outside the table's location, since Athena reads every object below that. */
export const ERROR_PREFIX = 'errors/';

const underSales = (valueOf: (column: PartitionColumn) => string): string =>
  `${SALES_PREFIX}${PARTITION_COLUMNS.map((column) => `${column}=${valueOf(column)}`).join('/')}/`;

/**
 * Prefix of a Firehose stream without dynamic partitioning: the day of arrival stands in for the day of the sale.
 * https://docs.aws.amazon.com/firehose/latest/dev/s3-prefixes.html
 */
export const arrivalPrefix = (): string => underSales(() => `!{timestamp:${DAY_FORMAT}}`);

/** Prefix of a Firehose stream with dynamic partitioning: the transform names the partition of each sale. */
export const salePrefix = (): string => underSales((column) => `!{partitionKeyFromLambda:${column}}`);

/** Prefix of a Firehose stream's error output, by kind of error and day of arrival. */
export const errorPrefix = (): string => `${ERROR_PREFIX}!{firehose:error-output-type}/dt=!{timestamp:${DAY_FORMAT}}/`;
