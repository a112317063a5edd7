/** The table of sales: the name that a crawler gave it in the first days, which queries have relied on since. */
export const TABLE_NAME = 'p1_kinesis_firehose_destination';

/** The table over Firehose's error output. */
export const ERROR_TABLE_NAME = 'delivery_errors';

/** The Glue database of a stage; Glue and Athena want lower case, digits and underscores. */
export const databaseName = <const Stage extends string>(stage: Stage): `sales_cdc_${Stage}` => `sales_cdc_${stage}`;
