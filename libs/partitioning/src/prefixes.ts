import { DAY_FORMAT } from './day-format.js';
import { PARTITION_COLUMNS, type PartitionColumn } from './partition-columns.js';

/** The folder that the table of sales reads. */
export const SALES_PREFIX = 'sales/';
/** The folder of what could not be delivered. It is outside the table's location, since Athena reads every object below that. */
export const ERROR_PREFIX = 'errors/';

/** The folder of another entity, by its name in the plural, such as `orders`. */
export const folderOf = (name: string): string => `${name}/`;

const under = (folder: string, valueOf: (column: PartitionColumn) => string): string =>
  `${folder}${PARTITION_COLUMNS.map((column) => `${column}=${valueOf(column)}`).join('/')}/`;

/**
 * Prefix of a Firehose stream without dynamic partitioning: the day of arrival stands in for the day of the event.
 * https://docs.aws.amazon.com/firehose/latest/dev/s3-prefixes.html
 */
export const arrivalPrefix = (folder: string): string => under(folder, () => `!{timestamp:${DAY_FORMAT}}`);

/** Prefix of a Firehose stream with dynamic partitioning: the transform names the partition of each event. */
export const eventPrefix = (folder: string): string => under(folder, (column) => `!{partitionKeyFromLambda:${column}}`);

/** Prefix of a Firehose stream's error output, by kind of error and day of arrival. */
export const errorPrefix = (): string => `${ERROR_PREFIX}!{firehose:error-output-type}/dt=!{timestamp:${DAY_FORMAT}}/`;
