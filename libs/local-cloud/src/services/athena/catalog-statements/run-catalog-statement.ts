import type { CatalogStatement } from '@sales-cdc/athena-sql';
import type { TextResult } from '../text-result.js';
import { showCreateView } from '../views/show-create-view.js';
import { addColumns, replaceColumns, setLocation, setProperties } from './alter-table.js';
import { createTable } from './create-table.js';
import { createDatabase, dropDatabase, showDatabases } from './databases.js';
import { describeTable } from './describe-table.js';
import { dropTable } from './drop-table.js';
import { addPartitions, dropPartitions, renamePartition, showPartitions } from './partitions.js';
import { repairTable } from './repair-table.js';
import { showCreateTable } from './show-create-table.js';
import { showColumns, showProperties, showTables, showViews } from './show-tables.js';
import type { StatementOf, StatementScope } from './statement-scope.js';

type Runners = {
  readonly [Kind in CatalogStatement['kind']]: (
    statement: StatementOf<Kind>,
    scope: StatementScope,
  ) => Promise<TextResult>;
};

const RUNNERS: Runners = {
  'create-database': createDatabase,
  'drop-database': dropDatabase,
  'show-databases': showDatabases,
  'create-table': createTable,
  'drop-table': dropTable,
  'drop-view': dropTable,
  'add-columns': addColumns,
  'replace-columns': replaceColumns,
  'set-properties': setProperties,
  'set-location': setLocation,
  'add-partitions': addPartitions,
  'drop-partitions': dropPartitions,
  'rename-partition': renamePartition,
  'show-partitions': showPartitions,
  'repair-table': repairTable,
  'show-tables': showTables,
  'show-views': showViews,
  'show-columns': showColumns,
  'show-properties': showProperties,
  'show-create-table': showCreateTable,
  'show-create-view': showCreateView,
  describe: describeTable,
};

/** Does what the statement says to the catalog. Throws `QueryFailed` for what Athena would refuse. */
export const runCatalogStatement = (statement: CatalogStatement, scope: StatementScope): Promise<TextResult> =>
  (RUNNERS[statement.kind] as Runners['describe'])(statement as StatementOf<'describe'>, scope);
