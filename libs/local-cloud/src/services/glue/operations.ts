import type { Api } from '../../core/operation.js';
import { batchCreatePartition } from './batch-create-partition.js';
import { createDatabase } from './create-database.js';
import { createPartition } from './create-partition.js';
import { createTable } from './create-table.js';
import { deleteDatabase } from './delete-database.js';
import { deleteTable } from './delete-table.js';
import { getDatabase } from './get-database.js';
import { getDatabases } from './get-databases.js';
import { getPartitions } from './get-partitions.js';
import { getTable } from './get-table.js';
import { getTables } from './get-tables.js';
import { updateTable } from './update-table.js';

export const glueOperations = {
  CreateDatabase: createDatabase,
  GetDatabase: getDatabase,
  GetDatabases: getDatabases,
  DeleteDatabase: deleteDatabase,
  CreateTable: createTable,
  UpdateTable: updateTable,
  GetTable: getTable,
  GetTables: getTables,
  DeleteTable: deleteTable,
  CreatePartition: createPartition,
  BatchCreatePartition: batchCreatePartition,
  GetPartitions: getPartitions,
};

/** The catalog as its neighbours see it. */
export type GlueApi = Api<typeof glueOperations>;
