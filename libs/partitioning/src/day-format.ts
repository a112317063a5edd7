/** How a day is written, as a Java pattern, which both Firehose's prefixes and Athena's projection take. */
export const DAY_FORMAT = 'yyyy-MM-dd';
