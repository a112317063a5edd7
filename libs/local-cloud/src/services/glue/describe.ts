import type { Database, Partition, PartitionInput, Table, TableInput, TableVersion } from '@aws-sdk/client-glue';
import type { CloudContext } from '../../core/cloud-context.js';
import type { DatabaseRecord, PartitionRecord, TableRecord, TableVersionRecord } from './catalog.js';

export const describeDatabase = ({ input, createdAtMs }: DatabaseRecord, { accountId }: CloudContext): Database => ({
  ...input,
  CreateTime: new Date(createdAtMs),
  CatalogId: accountId,
});

export const describeTable = (
  table: TableVersionRecord & Pick<TableRecord, 'createdAtMs'>,
  databaseName: string,
  { accountId }: CloudContext,
): Table => ({
  ...table.input,
  DatabaseName: databaseName,
  CreateTime: new Date(table.createdAtMs),
  UpdateTime: new Date(table.updatedAtMs),
  VersionId: String(table.version),
  CatalogId: accountId,
  IsRegisteredWithLakeFormation: false,
});

export const describeTableVersion = (
  version: TableVersionRecord,
  { createdAtMs }: TableRecord,
  databaseName: string,
  context: CloudContext,
): TableVersion => ({
  Table: describeTable({ ...version, createdAtMs }, databaseName, context),
  VersionId: String(version.version),
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

/** A described table as it can be handed to UpdateTable. */
export const tableInputOf = (table: Table): TableInput => ({
  ...withoutAdded(table, [
    'DatabaseName',
    'CreateTime',
    'UpdateTime',
    'VersionId',
    'CatalogId',
    'IsRegisteredWithLakeFormation',
  ]),
  Name: table.Name,
});

/** A described partition as it can be handed to UpdatePartition. */
export const partitionInputOf = (partition: Partition): PartitionInput =>
  withoutAdded(partition, ['DatabaseName', 'TableName', 'CreationTime', 'CatalogId']);

const withoutAdded = <Described extends object>(described: Described, added: readonly string[]): Partial<Described> =>
  Object.fromEntries(Object.entries(described).filter(([name]) => !added.includes(name))) as Partial<Described>;
