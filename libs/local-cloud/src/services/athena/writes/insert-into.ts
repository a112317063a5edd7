import type { Insert } from '@sales-cdc/athena-sql';
import type { Table } from '@aws-sdk/client-glue';
import type { AthenaState } from '../athena-state.js';
import type { PartitionValues } from '../engine/lake-table.js';
import { parseGlueType } from '../engine/glue-type.js';
import { QueryFailed } from '../engine/query-failed.js';
import type { ReadyQuery } from '../engine/session.js';
import { duckdbType } from '../engine/sql-text.js';
import { NULL_PARTITION, registeredPartitions } from '../find-files.js';
import { findTable, lakeTable } from '../find-tables.js';
import { locationTemplate } from '../location-template.js';
import type { QueryRecord } from '../query-execution.js';
import { parseS3Location, type S3Location } from '../s3-location.js';
import { withEngine } from '../with-engine.js';
import { writeManifest } from './manifest.js';
import { registerPartitions } from './register-partitions.js';
import { writeRows, type WrittenColumn } from './write-rows.js';
import { fitsInto, writtenType } from './written-type.js';

/** Adds rows to a table as new objects. https://docs.aws.amazon.com/athena/latest/ug/insert-into.html */
export const insertInto = async (
  query: QueryRecord,
  statement: Insert,
  parameters: readonly string[],
  state: AthenaState,
): Promise<void> => {
  const { table: name, place, catalog = '', database = query.database } = statement.table;
  const table = await findTable({ catalog, database, table: name, place, maybeLocal: false }, state.ports);
  if (!table || table.TableType === 'VIRTUAL_VIEW')
    throw new QueryFailed(`NOT_SUPPORTED: ${place}: Inserting into views is not supported`);
  const { format } = lakeTable(table, database, state.ports, state.context);
  if (format.kind === 'json' && format.keys.size > 0)
    throw new QueryFailed('NOT_SUPPORTED: the local cloud does not insert into a table whose SerDe maps keys');
  await withEngine(query, { query: statement.query, parameters }, state, async (run) => {
    const all = tableColumns(table, run.ready, statement);
    const first = table.StorageDescriptor?.Columns?.length ?? 0;
    const target = {
      format: { kind: format.kind, compression: 'gzip' },
      columns: all.slice(0, first),
      partitionColumns: all.slice(first),
      fileName: query.id,
      locationOf: await locations(table, state),
    } as const;
    const written = await writeRows(run, target, state);
    try {
      if (!isProjected(table)) await registerPartitions(database, table, written.partitions, state.ports);
      await writeManifest(query, written.uris, state.ports);
    } catch (error) {
      await written.undo();
      throw error;
    }
    query.updateCount = written.rows;
  });
};

const isProjected = ({ Parameters }: Table): boolean => Parameters?.['projection.enabled']?.toLowerCase() === 'true';

/** Where a partition that is there lies, and where a new one comes. */
const locations = async (table: Table, { ports }: AthenaState): Promise<(values: PartitionValues) => S3Location> => {
  const columns = (table.PartitionKeys ?? []).map(({ Name = '' }) => Name.toLowerCase());
  const whole = parseS3Location(table.StorageDescriptor?.Location);
  if (!whole) throw new QueryFailed(`HIVE_INVALID_METADATA: table ${table.Name ?? ''} has no S3 location`);
  if (columns.length === 0) return () => whole;
  const registered = isProjected(table) ? [] : await registeredPartitions(table, columns, ports);
  const known = new Map(registered.map(({ values, location }) => [JSON.stringify(values), location]));
  const template = locationTemplate(table, columns);
  return (values) =>
    known.get(JSON.stringify(values)) ?? template.locationOf(values.map((value) => value ?? NULL_PARTITION));
};

/** Every column of the table with what the query gives for it; those that the statement does not name are NULL. */
const tableColumns = (table: Table, { types }: ReadyQuery, statement: Insert): readonly WrittenColumn[] => {
  const { place } = statement.table;
  const all = [...(table.StorageDescriptor?.Columns ?? []), ...(table.PartitionKeys ?? [])].map(
    ({ Name = '', Type = '' }) => ({ name: Name.toLowerCase(), type: Type.toLowerCase().replace(/\s/g, '') }),
  );
  const named = statement.columns ?? all.map(({ name }) => name);
  const unknown = named.find((name) => !all.some((column) => column.name === name));
  if (unknown !== undefined)
    throw new QueryFailed(`COLUMN_NOT_FOUND: ${place}: Insert column name does not exist in target table: ${unknown}`);
  const into = named.map((name) => all.find((column) => column.name === name)?.type ?? '');
  const given = types.map((type) => (type.toString() === '"NULL"' ? 'unknown' : writtenType(type)));
  const fits = given.map((type, index) => type === 'unknown' || fitsInto(type ?? '', into[index] ?? ''));
  if (given.length !== into.length || fits.includes(false))
    throw new QueryFailed(
      `TYPE_MISMATCH: ${place}: Insert query has mismatched column types: Table: [${into.join(', ')}], Query: [${given.map((type, index) => type ?? types[index]?.toString().toLowerCase() ?? '').join(', ')}]`,
    );
  return all.map(({ name, type }) => ({ name, type, sql: valueOf(named.indexOf(name), type) }));
};

const valueOf = (index: number, columnType: string): string => {
  const type = parseGlueType(columnType);
  if (!type) throw new QueryFailed(`NOT_SUPPORTED: the local cloud does not write columns of the type ${columnType}`);
  return `CAST(${index < 0 ? 'NULL' : `c${index}`} AS ${duckdbType(type)})`;
};
