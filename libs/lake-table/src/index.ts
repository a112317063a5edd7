export { LAKE_COLUMNS, PARTITION_KEYS, glueColumns, type GlueColumn } from './glue-columns.js';
export { TABLE_NAME, databaseName } from './names.js';
export { SAMPLE_QUERY, currentSalesQuery } from './queries.js';
export { SERDE } from './serde.js';
