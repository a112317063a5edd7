import { fromDoubles, withDoubles, type DecimalReading } from './exact-decimals.js';
import { withScalars } from './glue-type.js';
import { quotedNumbers } from './exact-numbers.js';
import { LONGEST_LINE_BYTES, jsonLinesOf } from './json-lines.js';
import type { LakeColumn, LakeFile, LakeTable } from './lake-table.js';
import { duckdbType, identifier, jsonStructure, listOf, literal } from './sql-text.js';

/** How the views of one statement read. */
export interface Reading {
  readonly decimals: (file: LakeFile) => DecimalReading;
  /** The statement names `"$path"`. */
  readonly withPath: boolean;
}

/** SQL of a view by the table's name. */
export const viewOf = (
  { database, name }: { readonly database: string; readonly name: string },
  rows: string,
): string => `CREATE OR REPLACE VIEW awsdatacatalog.${identifier(database)}.${identifier(name)} AS ${rows}`;

/** SQL of the table's rows in these files. */
export const tableRows = (table: LakeTable, files: readonly LakeFile[], reading: Reading): string => {
  const parts = [...groupsOf(table, files, reading.decimals).values()].map((group) => groupRows(table, group, reading));
  return parts.length > 0 ? parts.join(' UNION ALL ') : noRows(table, reading.withPath);
};

/** SQL of the table's columns without a row. */
export const noRows = ({ columns, partitionColumns }: LakeTable, withPath: boolean): string => {
  const nulls = [...columns, ...partitionColumns].map(
    ({ name, type }) => `NULL::${duckdbType(type)} AS ${identifier(name)}`,
  );
  return `SELECT ${[...nulls, ...(withPath ? ['NULL::VARCHAR AS "$path"'] : [])].join(', ')} WHERE false`;
};

/** Files that one call of a reader can read. */
interface FileGroup {
  readonly files: LakeFile[];
  readonly compression: LakeFile['compression'];
  readonly decimals: DecimalReading;
  /** The values of the partition columns come from the `key=value` folders of the paths; else all files share them. */
  readonly isHive: boolean;
}

const groupsOf = (
  table: LakeTable,
  files: readonly LakeFile[],
  decimals: Reading['decimals'],
): ReadonlyMap<string, FileGroup> => {
  const groups = new Map<string, FileGroup>();
  for (const file of files) {
    const isHive = isHivePath(table, file);
    const kind = { compression: file.compression, decimals: decimals(file), isHive };
    const key = JSON.stringify([kind, isHive ? [] : file.partition.map((value) => value ?? null)]);
    const group = groups.get(key);
    if (group) group.files.push(file);
    else groups.set(key, { ...kind, files: [file] });
  }
  return groups;
};

/** Whether the engine reads the right values of the partition columns from the path. */
const isHivePath = ({ partitionColumns }: LakeTable, { path, partition }: LakeFile): boolean =>
  partitionColumns.length > 0 &&
  partitionColumns.every(
    ({ name }, index) =>
      /^[\w.: -]+$/.test(partition[index] ?? '') &&
      path
        .split('/')
        .filter((folder) => folder.startsWith(`${name}=`))
        .join() === `${name}=${partition[index] ?? ''}`,
  );

const groupRows = (table: LakeTable, group: FileGroup, { withPath }: Reading): string => {
  const source = sourceOf(table, group, withPath);
  const partitions = table.partitionColumns.map((column, index) => partitionValue(column, index, group));
  const path = withPath ? ['"§paths"."$path"'] : [];
  const uris = group.files.map(({ path: local, uri }) => `(${literal(local)}, ${literal(uri)})`);
  const join = withPath
    ? ` JOIN (VALUES ${uris.join(', ')}) AS "§paths"("§local", "$path") ON "§paths"."§local" = "§rows"."§file"`
    : '';
  return `SELECT ${[...source.values, ...partitions, ...path].join(', ')} FROM (${source.rows}) AS "§rows"${join}`;
};

const partitionValue = ({ name, type }: LakeColumn, index: number, { isHive, files }: FileGroup): string => {
  if (isHive) return `"§rows".${identifier(name)}`;
  const value = files[0]?.partition[index];
  return `CAST(${value === undefined ? 'NULL' : literal(value)} AS ${duckdbType(type)}) AS ${identifier(name)}`;
};

/** Rows as a reader gives them, and how the table's columns come from them. */
interface Source {
  readonly rows: string;
  readonly values: readonly string[];
}

const sourceOf = (table: LakeTable, group: FileGroup, withPath: boolean): Source => {
  if (table.format.kind === 'parquet') return parquetSource(table, group, withPath);
  return group.decimals === 'exact' ? exactSource(table, group, withPath) : parsedSource(table, group, withPath);
};

/** By name; a column that no file has is NULL, and one whose type is another is converted. */
const parquetSource = (table: LakeTable, group: FileGroup, withPath: boolean): Source => {
  const typed = table.columns.map(({ name, type }) => `NULL::${duckdbType(type)} AS ${identifier(name)}`);
  const files = `read_parquet(${pathsOf(group)}, union_by_name = true${filenameOption(withPath)}${partitionOptions(table, group)})`;
  return {
    rows: `SELECT ${typed.join(', ')} WHERE false UNION ALL BY NAME SELECT * FROM ${files}`,
    values: table.columns.map(
      ({ name, type }) => `CAST("§rows".${identifier(name)} AS ${duckdbType(type)}) AS ${identifier(name)}`,
    ),
  };
};

const parsedSource = (table: LakeTable, group: FileGroup, withPath: boolean): Source => {
  const guarded = group.decimals === 'guarded';
  const keys = [...new Set(table.columns.map((column) => keyOf(table, column)))];
  const types = keys.map((key) => {
    const type = table.columns.find((column) => keyOf(table, column) === key)?.type ?? {
      kind: 'scalar',
      duckdb: 'VARCHAR',
    };
    return `${identifier(key)}: ${literal(duckdbType(guarded ? withDoubles(type) : type))}`;
  });
  const rows = `SELECT * FROM read_json(${pathsOf(group)}, format = 'newline_delimited',
    compression = '${group.compression}', columns = {${types.join(', ')}}, maximum_object_size = ${LONGEST_LINE_BYTES},
    ignore_errors = ${ignoresMalformed(table)}${filenameOption(withPath)}${partitionOptions(table, group)})`;
  const values = table.columns.map((column) => {
    const value = `"§rows".${identifier(keyOf(table, column))}`;
    return `${guarded ? fromDoubles(column.type, value) : value} AS ${identifier(column.name)}`;
  });
  return { rows, values };
};

/** Cuts the columns out of each line as text and casts the text, since a cast from text keeps every digit. */
const exactSource = (table: LakeTable, group: FileGroup, withPath: boolean): Source => {
  const lines = jsonLinesOf(group.files, group.compression, {
    ignoreMalformed: ignoresMalformed(table),
    options: `${filenameOption(withPath)}${partitionOptions(table, group)}`,
  });
  const paths = table.columns.map((column) => `$."${keyOf(table, column).replaceAll('"', '\\"')}"`);
  return {
    rows: `SELECT *, json_extract_string(${quotedNumbers('json')}, ${listOf(paths)}) AS "§texts" FROM ${lines}`,
    values: table.columns.map(
      (column, index) =>
        `${exactValue(column, `"§rows"."§texts"[${index + 1}]`, ignoresMalformed(table))} AS ${identifier(column.name)}`,
    ),
  };
};

/** Values within structs, arrays and maps are texts first, so that one that does not fit ends the query. */
const exactValue = ({ type }: LakeColumn, text: string, ignoreMalformed: boolean): string => {
  if (type.kind === 'scalar') return `${ignoreMalformed ? 'TRY_CAST' : 'CAST'}(${text} AS ${type.duckdb})`;
  if (ignoreMalformed) return `from_json(${text}, ${literal(JSON.stringify(jsonStructure(type)))})`;
  return `CAST(from_json(${text}, ${literal(JSON.stringify(jsonStructure(withScalars(type, () => 'VARCHAR'))))}) AS ${duckdbType(type)})`;
};

const keyOf = ({ format }: LakeTable, { name }: LakeColumn): string =>
  (format.kind === 'json' ? format.keys.get(name) : undefined) ?? name;

const ignoresMalformed = ({ format }: LakeTable): boolean => format.kind === 'json' && format.ignoreMalformed;

const pathsOf = ({ files }: FileGroup): string => listOf(files.map(({ path }) => path));

const filenameOption = (withPath: boolean): string => (withPath ? `, filename = '§file'` : '');

const partitionOptions = ({ partitionColumns }: LakeTable, { isHive }: FileGroup): string => {
  if (!isHive) return ', hive_partitioning = false';
  const types = partitionColumns.map(({ name, type }) => `${identifier(name)}: ${duckdbType(type)}`);
  return `, hive_partitioning = true, hive_types = {${types.join(', ')}}`;
};
