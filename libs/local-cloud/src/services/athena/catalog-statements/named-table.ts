import type { QualifiedName } from '@sales-cdc/athena-sql';
import type { Column, Table } from '@aws-sdk/client-glue';
import { QueryFailed } from '../engine/query-failed.js';
import { semanticFailure, unlessMissing } from './statement-failures.js';
import type { StatementScope } from './statement-scope.js';

/** The table or view of that name, or undefined. */
export const findNamedTable = async (name: QualifiedName, scope: StatementScope): Promise<Table | undefined> => {
  const found = await unlessMissing(
    scope.ports.glue.GetTable({ DatabaseName: databaseOf(name, scope), Name: name.table }),
  );
  return found?.Table;
};

/** The table or view of that name; the statement fails where there is none. */
export const requireNamedTable = async (name: QualifiedName, scope: StatementScope): Promise<Table> => {
  const table = await findNamedTable(name, scope);
  if (!table) throw semanticFailure(`Table not found ${databaseOf(name, scope)}.${name.table}`, 10001);
  return table;
};

/** The table of that name; the statement fails where it is a view. */
export const requireTable = async (name: QualifiedName, scope: StatementScope): Promise<Table> => {
  const table = await requireNamedTable(name, scope);
  if (isView(table)) throw semanticFailure(`${name.table} is a view, and not a table`, 10132);
  return table;
};

export const isView = ({ TableType }: Table): boolean => TableType === 'VIRTUAL_VIEW';

export const databaseOf = ({ catalog, database }: QualifiedName, scope: StatementScope): string => {
  if (catalog !== undefined && catalog !== 'awsdatacatalog')
    throw new QueryFailed(`CATALOG_NOT_FOUND: Catalog '${catalog}' does not exist`);
  return database ?? scope.database;
};

/** Its columns and then its partition columns. */
export const allColumns = ({ StorageDescriptor, PartitionKeys }: Table): readonly Column[] => [
  ...(StorageDescriptor?.Columns ?? []),
  ...(PartitionKeys ?? []),
];
