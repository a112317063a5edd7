import type { CreateTableAs } from '@sales-cdc/athena-sql';
import type { PartitionInput, TableInput } from '@aws-sdk/client-glue';
import type { AthenaState } from '../athena-state.js';
import { QueryFailed } from '../engine/query-failed.js';
import { NULL_PARTITION } from '../find-files.js';
import { unlessMissing } from '../find-tables.js';
import { locationTemplate } from '../location-template.js';
import type { QueryRecord } from '../query-execution.js';
import { parseS3Location, type S3Location } from '../s3-location.js';
import { withEngine, type EngineRun } from '../with-engine.js';
import { writeManifest } from './manifest.js';
import { requireEmpty } from './put-objects.js';
import { registerPartitions } from './register-partitions.js';
import { columnsToWrite, splitPartitions } from './result-columns.js';
import { refuseOtherProperties, storageOf, textsOf, writeFormat, type Properties } from './write-format.js';
import { writeRows, type WrittenColumn } from './write-rows.js';

const PROPERTIES = ['format', 'write_compression', 'parquet_compression', 'external_location', 'partitioned_by'];

/** Creates the table and writes its rows. https://docs.aws.amazon.com/athena/latest/ug/create-table-as.html */
export const createTableAs = async (
  query: QueryRecord,
  statement: CreateTableAs,
  parameters: readonly string[],
  state: AthenaState,
): Promise<void> => {
  const database = statement.table.database ?? query.database;
  const { table, place } = statement.table;
  const { glue } = state.ports;
  refuseOtherProperties(statement.properties, PROPERTIES);
  if (!(await unlessMissing(glue.GetDatabase({ Name: database }))))
    throw new QueryFailed(`SCHEMA_NOT_FOUND: ${place}: Schema '${database}' does not exist`);
  if (await unlessMissing(glue.GetTable({ DatabaseName: database, Name: table }))) {
    query.updateCount = 0;
    if (statement.ifNotExists) return;
    throw new QueryFailed(
      `TABLE_ALREADY_EXISTS: ${place}: Destination table 'awsdatacatalog.${database}.${table}' already exists`,
    );
  }
  const location = locationOf(query, statement.properties);
  await requireEmpty(location, `table '${database}.${table}'`, state.ports);
  await withEngine(query, { query: statement.query, parameters }, state, async (run) => {
    await create(query, statement, { database, location, run }, state);
  });
};

/** The place that is named, or one below the place of the results. */
const locationOf = (query: QueryRecord, properties: Properties): S3Location => {
  const named = properties.get('external_location');
  const tables = query.outputLocation.replace(/[^/]*$/, `tables/${query.id}/`);
  const location = parseS3Location(named === undefined ? tables : String(named));
  if (!location)
    throw new QueryFailed(`INVALID_TABLE_PROPERTY: external_location must be a valid S3 location: ${String(named)}`);
  return location;
};

interface Place {
  readonly database: string;
  readonly location: S3Location;
  readonly run: EngineRun;
}

const create = async (
  query: QueryRecord,
  { table: { table, place }, properties, withData }: CreateTableAs,
  { database, location, run }: Place,
  state: AthenaState,
): Promise<void> => {
  const format = writeFormat(properties, 'PARQUET');
  const all = columnsToWrite(run.ready, place);
  const { columns, partitionColumns } = splitPartitions(all, textsOf(properties, 'partitioned_by'));
  const input = tableInput(table, location, columns, partitionColumns, storageOf(format));
  const template = locationTemplate(
    input,
    partitionColumns.map(({ name }) => name),
  );
  const written = withData
    ? await writeRows(
        run,
        {
          format,
          columns,
          partitionColumns,
          fileName: query.id,
          locationOf: (values) => template.locationOf(values.map((value) => value ?? NULL_PARTITION)),
        },
        state,
      )
    : undefined;
  try {
    await state.ports.glue.CreateTable({ DatabaseName: database, TableInput: input });
    await registerPartitions(database, input, written?.partitions ?? [], state.ports);
    await writeManifest(query, written?.uris ?? [], state.ports);
  } catch (error) {
    await written?.undo();
    throw error;
  }
  query.updateCount = written?.rows ?? 0;
};

const tableInput = (
  Name: string,
  { bucket, prefix }: S3Location,
  columns: readonly WrittenColumn[],
  partitionColumns: readonly WrittenColumn[],
  storage: NonNullable<PartitionInput['StorageDescriptor']>,
): TableInput => ({
  Name,
  TableType: 'EXTERNAL_TABLE',
  Parameters: { EXTERNAL: 'TRUE', has_encrypted_data: 'false' },
  PartitionKeys: partitionColumns.map(glueColumn),
  StorageDescriptor: { ...storage, Columns: columns.map(glueColumn), Location: `s3://${bucket}/${prefix}` },
});

const glueColumn = ({ name, type }: WrittenColumn): { readonly Name: string; readonly Type: string } => ({
  Name: name,
  Type: type,
});
