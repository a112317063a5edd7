import type { Api } from '../../core/operation.js';
import { batchCreatePartition } from './batch-create-partition.js';
import { batchDeletePartition } from './batch-delete-partition.js';
import { batchDeleteTable } from './batch-delete-table.js';
import { batchGetPartition } from './batch-get-partition.js';
import { createDatabase } from './create-database.js';
import { createPartition } from './create-partition.js';
import { createTable } from './create-table.js';
import { deleteDatabase } from './delete-database.js';
import { deletePartition } from './delete-partition.js';
import { deleteTableVersion } from './delete-table-version.js';
import { deleteTable } from './delete-table.js';
import { getDatabase } from './get-database.js';
import { getDatabases } from './get-databases.js';
import { getPartition } from './get-partition.js';
import { getPartitions } from './get-partitions.js';
import { getTableVersion } from './get-table-version.js';
import { getTableVersions } from './get-table-versions.js';
import { getTable } from './get-table.js';
import { getTables } from './get-tables.js';
import { searchTables } from './search-tables.js';
import { updateDatabase } from './update-database.js';
import { updatePartition } from './update-partition.js';
import { updateTable } from './update-table.js';
import type { CrawlerApi } from './crawler/operations/index.js';

export const catalogOperations = {
  CreateDatabase: createDatabase,
  UpdateDatabase: updateDatabase,
  GetDatabase: getDatabase,
  GetDatabases: getDatabases,
  DeleteDatabase: deleteDatabase,
  CreateTable: createTable,
  UpdateTable: updateTable,
  GetTable: getTable,
  GetTables: getTables,
  SearchTables: searchTables,
  DeleteTable: deleteTable,
  BatchDeleteTable: batchDeleteTable,
  GetTableVersion: getTableVersion,
  GetTableVersions: getTableVersions,
  DeleteTableVersion: deleteTableVersion,
  CreatePartition: createPartition,
  BatchCreatePartition: batchCreatePartition,
  UpdatePartition: updatePartition,
  GetPartition: getPartition,
  BatchGetPartition: batchGetPartition,
  GetPartitions: getPartitions,
  DeletePartition: deletePartition,
  BatchDeletePartition: batchDeletePartition,
};

/** Databases, tables and partitions, as a crawler uses them too. */
export type GlueCatalogApi = Api<typeof catalogOperations>;

/** Glue as its neighbours see it. */
export type GlueApi = GlueCatalogApi & CrawlerApi;
