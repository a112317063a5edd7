import type { Database, Partition, Table } from '@aws-sdk/client-glue';
import type { CloudContext } from '../../core/cloud-context.js';
import type { DatabaseRecord, PartitionRecord, TableRecord } from './catalog.js';

export const describeDatabase = ({ input, createdAtMs }: DatabaseRecord, { accountId }: CloudContext): Database => ({
  ...input,
  CreateTime: new Date(createdAtMs),
  CatalogId: accountId,
});

export const describeTable = (table: TableRecord, databaseName: string, { accountId }: CloudContext): Table => ({
  ...table.input,
  DatabaseName: databaseName,
  CreateTime: new Date(table.createdAtMs),
  UpdateTime: new Date(table.updatedAtMs),
  VersionId: String(table.version),
  CatalogId: accountId,
  IsRegisteredWithLakeFormation: false,
});

export const describePartition = (
  { input, createdAtMs }: PartitionRecord,
  databaseName: string,
  tableName: string,
  { accountId }: CloudContext,
): Partition => ({
  ...input,
  DatabaseName: databaseName,
  TableName: tableName,
  CreationTime: new Date(createdAtMs),
  CatalogId: accountId,
});
