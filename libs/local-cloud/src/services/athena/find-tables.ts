import { AwsError } from '@sales-cdc/aws-wire';
import type { Column, Table } from '@aws-sdk/client-glue';
import type { CloudContext } from '../../core/cloud-context.js';
import { parseGlueType } from './engine/glue-type.js';
import type { LakeColumn, LakeTable } from './engine/lake-table.js';
import { QueryFailed } from './engine/query-failed.js';
import type { TableReference } from './engine/statement.js';
import { findFiles } from './find-files.js';
import { lakeFormat } from './lake-format.js';
import type { AthenaPorts } from './ports.js';
import { refuseDuplicateColumns } from './refuse-duplicate-columns.js';

/** The entry of the catalog; undefined for a name that a WITH clause gives. */
export const findTable = async (
  { catalog, database, table, place, maybeLocal }: TableReference,
  { glue }: AthenaPorts,
): Promise<Table | undefined> => {
  if (catalog !== '' && catalog !== 'awsdatacatalog')
    throw new QueryFailed(`CATALOG_NOT_FOUND: ${place}: Catalog '${catalog}' does not exist`);
  const found = await unlessMissing(glue.GetTable({ DatabaseName: database, Name: table }));
  if (found?.Table || maybeLocal) return found?.Table;
  if (!(await unlessMissing(glue.GetDatabase({ Name: database }))))
    throw new QueryFailed(`SCHEMA_NOT_FOUND: ${place}: Schema '${database}' does not exist`);
  throw new QueryFailed(`TABLE_NOT_FOUND: ${place}: Table 'awsdatacatalog.${database}.${table}' does not exist`);
};

/** Undefined where the catalog has no such entry. */
export const unlessMissing = <Output>(answer: Promise<Output>): Promise<Output | undefined> =>
  answer.catch((error: unknown) => {
    if (error instanceof AwsError && error.code === 'EntityNotFoundException') return undefined;
    throw error;
  });

/** The table as the engine reads it. */
export const lakeTable = (table: Table, database: string, ports: AthenaPorts, context: CloudContext): LakeTable => {
  const name = table.Name ?? '';
  refuseDuplicateColumns(table);
  return {
    database,
    name,
    columns: readColumns(table.StorageDescriptor?.Columns, name),
    partitionColumns: readColumns(table.PartitionKeys, name),
    format: lakeFormat(table),
    files: (keep) => findFiles(table, ports, context.clock.now(), keep),
  };
};

const readColumns = (columns: readonly Column[] | undefined, tableName: string): readonly LakeColumn[] =>
  (columns ?? []).map(({ Name = '', Type = '' }) => {
    const type = parseGlueType(Type);
    if (!type)
      throw new QueryFailed(
        `HIVE_INVALID_METADATA: the local cloud does not know the type ${Type} of column ${Name} of table ${tableName}`,
      );
    return { name: Name.toLowerCase(), type };
  });
