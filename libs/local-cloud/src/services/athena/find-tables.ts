import { AwsError } from '@sales-cdc/aws-wire';
import type { Column, Table } from '@aws-sdk/client-glue';
import type { CloudContext } from '../../core/cloud-context.js';
import { parseGlueType } from './engine/glue-type.js';
import type { LakeColumn, LakeTable } from './engine/lake-table.js';
import { QueryFailed } from './engine/query-failed.js';
import type { TableReference } from './engine/statement.js';
import { findFiles } from './find-files.js';
import type { AthenaPorts } from './ports.js';
import { refuseDuplicateColumns } from './refuse-duplicate-columns.js';

/** https://docs.aws.amazon.com/athena/latest/ug/json-serde.html */
const JSON_SERDES: ReadonlySet<string | undefined> = new Set([
  'org.openx.data.jsonserde.JsonSerDe',
  'org.apache.hive.hcatalog.data.JsonSerDe',
]);

/** The tables that a statement names, each once, with the objects that it may see. */
export const findTables = async (
  references: readonly TableReference[],
  defaultDatabase: string,
  ports: AthenaPorts,
  context: CloudContext,
): Promise<readonly LakeTable[]> => {
  const tables = new Map<string, LakeTable>();
  for (const reference of references) {
    const database = reference.database || defaultDatabase;
    const name = JSON.stringify([database, reference.table]);
    if (tables.has(name)) continue;
    const table = await findTable({ ...reference, database }, ports);
    if (table) tables.set(name, await lakeTable(table, database, ports, context));
  }
  return [...tables.values()];
};

const findTable = async (
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

const unlessMissing = <Output>(answer: Promise<Output>): Promise<Output | undefined> =>
  answer.catch((error: unknown) => {
    if (error instanceof AwsError && error.code === 'EntityNotFoundException') return undefined;
    throw error;
  });

const lakeTable = async (
  table: Table,
  database: string,
  ports: AthenaPorts,
  context: CloudContext,
): Promise<LakeTable> => {
  const name = table.Name ?? '';
  refuseDuplicateColumns(table);
  const serde = table.StorageDescriptor?.SerdeInfo;
  if (!JSON_SERDES.has(serde?.SerializationLibrary))
    throw new QueryFailed(
      `NOT_SUPPORTED: the local cloud reads tables of JSON only; ${database}.${name} has the SerDe ${serde?.SerializationLibrary ?? 'none'}`,
    );
  return {
    database,
    name,
    columns: readColumns(table.StorageDescriptor?.Columns, name),
    partitionColumns: readColumns(table.PartitionKeys, name),
    files: await findFiles(table, ports, context.clock.now()),
    ignoreMalformed: serde?.Parameters?.['ignore.malformed.json']?.toLowerCase() === 'true',
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
