import type { Table, TableInput } from '@aws-sdk/client-glue';
import { NO_TEXT, type TextResult } from '../text-result.js';
import { glueColumns, requireLocation } from './create-table.js';
import { allColumns, requireTable } from './named-table.js';
import { changePartition } from './partitions.js';
import { asFailure, executionFailure } from './statement-failures.js';
import type { StatementOf, StatementScope } from './statement-scope.js';

/** https://docs.aws.amazon.com/athena/latest/ug/alter-table-add-columns.html */
export const addColumns = async (
  { table: name, columns }: StatementOf<'add-columns'>,
  scope: StatementScope,
): Promise<TextResult> => {
  const table = await requireTable(name, scope);
  const known = new Set(allColumns(table).map(({ Name }) => Name));
  const twice = columns.find((column) => known.has(column.name));
  if (twice) throw executionFailure('InvalidOperationException', `Duplicate column name: ${twice.name}`);
  const before = table.StorageDescriptor?.Columns ?? [];
  return update(table, { Columns: [...before, ...glueColumns(columns)] }, scope);
};

/** https://docs.aws.amazon.com/athena/latest/ug/alter-table-replace-columns.html */
export const replaceColumns = async (
  { table: name, columns }: StatementOf<'replace-columns'>,
  scope: StatementScope,
): Promise<TextResult> => {
  const table = await requireTable(name, scope);
  const partitionKeys = new Set((table.PartitionKeys ?? []).map(({ Name }) => Name));
  const key = columns.find((column) => partitionKeys.has(column.name));
  if (key) throw executionFailure('InvalidOperationException', `Partition column name ${key.name} conflicts`);
  return update(table, { Columns: glueColumns(columns) }, scope);
};

/** https://docs.aws.amazon.com/athena/latest/ug/alter-table-set-tblproperties.html */
export const setProperties = async (
  { table: name, properties }: StatementOf<'set-properties'>,
  scope: StatementScope,
): Promise<TextResult> => {
  const table = await requireTable(name, scope);
  const changed = { ...table, Parameters: { ...table.Parameters, ...Object.fromEntries(properties) } };
  return update(changed, {}, scope);
};

/** https://docs.aws.amazon.com/athena/latest/ug/alter-table-set-location.html */
export const setLocation = async (
  { table: name, partition, location }: StatementOf<'set-location'>,
  scope: StatementScope,
): Promise<TextResult> => {
  const table = await requireTable(name, scope);
  const Location = requireLocation(location);
  if (!partition) return update(table, { Location }, scope);
  await changePartition(table, partition, scope, (input) => ({
    ...input,
    StorageDescriptor: { ...input.StorageDescriptor, Location },
  }));
  return NO_TEXT;
};

const update = async (
  table: Table,
  storage: NonNullable<TableInput['StorageDescriptor']>,
  { ports: { glue } }: StatementScope,
): Promise<TextResult> => {
  const TableInput: TableInput = {
    ...inputOf(table),
    StorageDescriptor: { ...table.StorageDescriptor, ...storage },
  };
  await asFailure(glue.UpdateTable({ DatabaseName: table.DatabaseName, TableInput }));
  return NO_TEXT;
};

/** A described table as UpdateTable takes it. */
const inputOf = ({
  Name,
  Description,
  Owner,
  Retention,
  PartitionKeys,
  TableType,
  Parameters,
}: Table): TableInput & { readonly Name: string | undefined } => ({
  Name,
  Description,
  Owner,
  Retention,
  PartitionKeys,
  TableType,
  Parameters,
});
