import type { ColumnDefinition, CreateTable } from '@sales-cdc/athena-sql';
import type { Column, TableInput } from '@aws-sdk/client-glue';
import { parseGlueType } from '../engine/glue-type.js';
import { QueryFailed } from '../engine/query-failed.js';
import { parseS3Location } from '../s3-location.js';
import { NO_TEXT, type TextResult } from '../text-result.js';
import { databaseOf, findNamedTable } from './named-table.js';
import { asFailure, executionFailure, semanticFailure, unlessMissing } from './statement-failures.js';
import type { StatementScope } from './statement-scope.js';

/** Types that the catalog takes and no format of ours holds. */
const OTHER_TYPES = /^(binary|varchar\(\d+\)|char\(\d+\))$/;

/** https://docs.aws.amazon.com/athena/latest/ug/create-table.html */
export const createTable = async (statement: CreateTable, scope: StatementScope): Promise<TextResult> => {
  const { glue } = scope.ports;
  const { table, ifNotExists } = statement;
  const DatabaseName = databaseOf(table, scope);
  if (!(await unlessMissing(glue.GetDatabase({ Name: DatabaseName }))))
    throw semanticFailure(`Database does not exist: ${DatabaseName}`, 10072);
  if (await findNamedTable(table, scope)) {
    if (ifNotExists) return NO_TEXT;
    throw executionFailure('AlreadyExistsException', `Table ${table.table} already exists`);
  }
  requireOtherPartitionColumns(statement);
  await asFailure(glue.CreateTable({ DatabaseName, TableInput: tableInput(statement, scope) }));
  return NO_TEXT;
};

/** The columns as the catalog keeps them; the statement fails for a type that it does not know. */
export const glueColumns = (columns: readonly ColumnDefinition[]): Column[] =>
  columns.map(({ name, type, comment }) => {
    if (!parseGlueType(type) && !OTHER_TYPES.test(type))
      throw semanticFailure(`the local cloud does not know the type ${type} of column ${name}`);
    return { Name: name, Type: type, ...(comment !== undefined && { Comment: comment }) };
  });

/** The location as it was written; the statement fails where it is none in S3. */
export const requireLocation = (location: string | undefined): string => {
  if (location === undefined)
    throw semanticFailure('No location was specified for table. An S3 location must be specified');
  if (!parseS3Location(location))
    throw new QueryFailed(`FAILED: IllegalArgumentException The location ${location} is not one in S3`);
  return location;
};

const requireOtherPartitionColumns = ({ columns, partitionColumns }: CreateTable): void => {
  const names = new Set(columns.map(({ name }) => name));
  if (partitionColumns.some(({ name }) => names.has(name)))
    throw semanticFailure('Column repeated in partitioning columns', 10035);
};

const tableInput = (
  { table, columns, partitionColumns, comment, format, location, properties }: CreateTable,
  { context }: StatementScope,
): TableInput => ({
  Name: table.table,
  Owner: 'hadoop',
  TableType: 'EXTERNAL_TABLE',
  Parameters: {
    EXTERNAL: 'TRUE',
    ...(comment !== undefined && { comment }),
    ...Object.fromEntries(properties),
    transient_lastDdlTime: String(Math.floor(context.clock.now() / 1000)),
  },
  PartitionKeys: glueColumns(partitionColumns),
  StorageDescriptor: {
    Columns: glueColumns(columns),
    Location: requireLocation(location),
    InputFormat: format.inputFormat,
    OutputFormat: format.outputFormat,
    Compressed: false,
    NumberOfBuckets: -1,
    SerdeInfo: {
      SerializationLibrary: format.serde,
      Parameters: { 'serialization.format': '1', ...Object.fromEntries(format.serdeProperties) },
    },
    StoredAsSubDirectories: false,
  },
});
