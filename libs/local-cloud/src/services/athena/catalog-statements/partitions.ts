import type { PartitionSpec } from '@sales-cdc/athena-sql';
import type { Partition, PartitionInput, Table } from '@aws-sdk/client-glue';
import { NO_TEXT, textResult, type TextResult } from '../text-result.js';
import { requireLocation } from './create-table.js';
import { requireTable } from './named-table.js';
import { asFailure, executionFailure, semanticFailure, unlessMissing } from './statement-failures.js';
import type { StatementOf, StatementScope } from './statement-scope.js';

/** https://docs.aws.amazon.com/athena/latest/ug/alter-table-add-partition.html */
export const addPartitions = async (
  { table: name, ifNotExists, partitions }: StatementOf<'add-partitions'>,
  scope: StatementScope,
): Promise<TextResult> => {
  const table = await requireTable(name, scope);
  const inputs = partitions.map(({ spec, location }) => partitionInput(table, allValues(table, spec), location));
  await createPartitions(table, inputs, scope, { ifNotExists });
  return NO_TEXT;
};

/** https://docs.aws.amazon.com/athena/latest/ug/alter-table-drop-partition.html */
export const dropPartitions = async (
  { table: name, ifExists, specs }: StatementOf<'drop-partitions'>,
  scope: StatementScope,
): Promise<TextResult> => {
  const table = await requireTable(name, scope);
  const known = await allPartitions(table, scope);
  const dropped = specs.flatMap((spec) => {
    const matching = known.filter(({ Values = [] }) => matches(table, Values, spec));
    if (matching.length === 0 && !ifExists) throw semanticFailure(`Partition not found (${specText(spec)})`, 10006);
    return matching;
  });
  const place = { DatabaseName: table.DatabaseName, TableName: table.Name };
  for (const { Values } of new Set(dropped))
    await scope.ports.glue.DeletePartition({ ...place, PartitionValues: Values });
  return NO_TEXT;
};

/** The data stays where it is. https://docs.aws.amazon.com/athena/latest/ug/alter-table-rename-partition.html */
export const renamePartition = async (
  { table: name, from, to }: StatementOf<'rename-partition'>,
  scope: StatementScope,
): Promise<TextResult> => {
  const table = await requireTable(name, scope);
  const Values = allValues(table, to);
  await changePartition(table, from, scope, (input) => ({ ...input, Values }));
  return NO_TEXT;
};

/** https://docs.aws.amazon.com/athena/latest/ug/show-partitions.html */
export const showPartitions = async (
  { table: name }: StatementOf<'show-partitions'>,
  scope: StatementScope,
): Promise<TextResult> => {
  const table = await requireTable(name, scope);
  if ((table.PartitionKeys ?? []).length === 0)
    throw semanticFailure(`Table ${table.Name ?? ''} is not a partitioned table`, 10241);
  const partitions = await allPartitions(table, scope);
  return textResult(['partition'], partitions.map(({ Values = [] }) => partitionPath(table, Values)).sort());
};

/** Registers partitions; those that are there already stay as they are, or fail the statement. */
export const createPartitions = async (
  table: Table,
  inputs: readonly PartitionInput[],
  { ports: { glue } }: StatementScope,
  { ifNotExists }: { readonly ifNotExists: boolean },
): Promise<void> => {
  const place = { DatabaseName: table.DatabaseName, TableName: table.Name };
  const { Errors = [] } = await asFailure(glue.BatchCreatePartition({ ...place, PartitionInputList: [...inputs] }));
  const [error] = Errors.filter(
    ({ ErrorDetail }) => !ifNotExists || ErrorDetail?.ErrorCode !== 'AlreadyExistsException',
  );
  if (error) throw executionFailure(error.ErrorDetail?.ErrorCode ?? '', error.ErrorDetail?.ErrorMessage ?? '');
};

/** Every registered partition of the table. */
export const allPartitions = async (
  { DatabaseName, Name: TableName }: Table,
  { ports: { glue } }: StatementScope,
): Promise<readonly Partition[]> => {
  const partitions: Partition[] = [];
  let token: string | undefined;
  do {
    const page = await glue.GetPartitions({ DatabaseName, TableName, NextToken: token });
    partitions.push(...(page.Partitions ?? []));
    token = page.NextToken;
  } while (token !== undefined);
  return partitions;
};

/** Gives the partition another definition; the statement fails where there is none of these values. */
export const changePartition = async (
  table: Table,
  spec: PartitionSpec,
  { ports: { glue } }: StatementScope,
  change: (input: PartitionInput) => PartitionInput,
): Promise<void> => {
  const values = allValues(table, spec);
  const place = { DatabaseName: table.DatabaseName, TableName: table.Name };
  const found = await unlessMissing(glue.GetPartition({ ...place, PartitionValues: values }));
  if (!found?.Partition) throw semanticFailure(`Partition not found (${specText(spec)})`, 10006);
  const { Values, StorageDescriptor, Parameters } = found.Partition;
  const PartitionInput = change({ Values, StorageDescriptor, Parameters });
  await asFailure(glue.UpdatePartition({ ...place, PartitionValueList: values, PartitionInput }));
};

/** A partition as the catalog keeps it; without a location it lies below the table's, in Hive's layout. */
export const partitionInput = (table: Table, values: string[], location?: string): PartitionInput => ({
  Values: values,
  StorageDescriptor: {
    ...table.StorageDescriptor,
    Location:
      location === undefined
        ? `${(table.StorageDescriptor?.Location ?? '').replace(/\/$/, '')}/${partitionPath(table, values)}`
        : requireLocation(location),
  },
});

/** `dt=2026-11-23/hour=3` */
export const partitionPath = ({ PartitionKeys }: Table, values: readonly string[]): string =>
  (PartitionKeys ?? []).map(({ Name = '' }, index) => `${Name}=${values[index] ?? ''}`).join('/');

/** The values in the order of the table's partition columns; each must be given. */
const allValues = (table: Table, spec: PartitionSpec): string[] => {
  refuseOtherColumns(table, spec);
  return (table.PartitionKeys ?? []).map(({ Name = '' }) => {
    const value = spec.get(Name);
    if (value === undefined)
      throw semanticFailure(`partition spec (${specText(spec)}) doesn't contain all partition columns`, 10175);
    return value;
  });
};

const matches = (table: Table, values: readonly string[], spec: PartitionSpec): boolean => {
  refuseOtherColumns(table, spec);
  return (table.PartitionKeys ?? []).every(
    ({ Name = '' }, index) => !spec.has(Name) || spec.get(Name) === values[index],
  );
};

const refuseOtherColumns = ({ PartitionKeys }: Table, spec: PartitionSpec): void => {
  const keys = new Set((PartitionKeys ?? []).map(({ Name = '' }) => Name));
  for (const column of spec.keys())
    if (!keys.has(column))
      throw semanticFailure(`Non-Partition column appears in the partition specification:  ${column}`, 10098);
};

const specText = (spec: PartitionSpec): string => [...spec].map(([name, value]) => `${name} = '${value}'`).join(', ');
