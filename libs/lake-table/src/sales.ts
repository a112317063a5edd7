import { saleStream } from '@sales-cdc/stream-codec';
import { lakeEntity } from './entity/lake-entity.js';
import { viewNames } from './entity/names.js';
import { entityColumns, partitionKeys, type GlueColumn } from './glue-columns.js';
import { TABLE_NAME } from './names.js';
import { asOfQuery } from './views/as-of.js';
import { currentQuery } from './views/current.js';
import { historyQuery } from './views/history.js';
import { type LakeView, type QueryOf } from './views/lake-view.js';
import { lakeViews } from './views/lake-views.js';
import { rejectedQuery } from './views/rejected.js';

/** Sales in the lake: the entity that this pipeline runs on. */
export const SALES = lakeEntity({
  name: 'sales',
  one: 'sale',
  stream: saleStream,
  key: 'sale_id',
  happenedAt: 'creation_datetime',
  tableName: TABLE_NAME,
});

/** The columns of the table of sales, in the order of its lines. */
export const LAKE_COLUMNS: readonly GlueColumn[] = entityColumns(SALES);

/** The partition columns of the table of sales. */
export const PARTITION_KEYS: readonly GlueColumn[] = partitionKeys(SALES);

const views = lakeViews(SALES);

/** Every view of the lake of sales, in the order in which they can be created. */
export const LAKE_VIEWS: readonly LakeView[] = views;

/** The sales as they are now; every version of every sale; what could not be delivered. */
export const [SALES_CURRENT, SALES_HISTORY, REJECTED_SALES] = views;

/** The name of the prepared statement: `EXECUTE sales_as_of USING TIMESTAMP '2026-11-23 12:00:00'`. */
export const SALES_AS_OF = viewNames(SALES).asOf;

/** {@link currentQuery} of sales. */
export const currentSalesQuery = (of: QueryOf): string => currentQuery(SALES, of);

/** {@link historyQuery} of sales. */
export const salesHistoryQuery = (of: QueryOf): string => historyQuery(SALES, of);

/** {@link rejectedQuery} of sales. */
export const rejectedSalesQuery = (of: QueryOf): string => rejectedQuery(SALES, of);

/** {@link asOfQuery} of sales. */
export const salesAsOfQuery = (of: QueryOf): string => asOfQuery(SALES, of);
