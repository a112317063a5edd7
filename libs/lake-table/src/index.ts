export { trinoType, type LakeColumn } from './column-types.js';
export { incompatibilities } from './compatibility/incompatibilities.js';
export { salesTableShape, tableShape, type ColumnShape, type TableShape } from './compatibility/table-shape.js';
export { lakeEntity, type LakeEntity, type LakeEntityDescription, type StreamedEntity } from './entity/lake-entity.js';
export { databaseOf, viewNames } from './entity/names.js';
export { ERROR_COLUMNS, ERROR_SERDE } from './error-table.js';
export { entityColumns, glueColumns, partitionKeys, type GlueColumn } from './glue-columns.js';
export { ERROR_TABLE_NAME, TABLE_NAME, databaseName } from './names.js';
export { SAMPLE_QUERY } from './queries.js';
export {
  LAKE_COLUMNS,
  LAKE_VIEWS,
  PARTITION_KEYS,
  REJECTED_SALES,
  SALES,
  SALES_AS_OF,
  SALES_CURRENT,
  SALES_HISTORY,
  currentSalesQuery,
  rejectedSalesQuery,
  salesAsOfQuery,
  salesHistoryQuery,
} from './sales.js';
export { SERDE } from './serde.js';
export { asOfQuery } from './views/as-of.js';
export { currentQuery, currentView } from './views/current.js';
export { glueView, type GlueView } from './views/glue-view.js';
export { historyQuery, historyView } from './views/history.js';
export { type LakeView, type QueryOf } from './views/lake-view.js';
export { lakeViews } from './views/lake-views.js';
export { rejectedQuery, rejectedView } from './views/rejected.js';
