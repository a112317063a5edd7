import { quotedNumbers } from './exact-numbers.js';
import { LONGEST_LINE_BYTES, jsonLinesOf } from './json-lines.js';
import type { LakeColumn, LakeFile, LakeTable } from './lake-table.js';
import { duckdbType, identifier, jsonStructure, listOf, literal } from './sql-text.js';

/** SQL of a view that has the table's columns and reads its files; those with long numbers by the exact way. */
export const tableView = (table: LakeTable, isLong: (file: LakeFile) => boolean): string => {
  const parts = (['uncompressed', 'gzip', 'zstd'] as const).flatMap((compression) => {
    const files = table.files.filter((file) => file.compression === compression);
    const long = files.filter(isLong);
    const short = files.filter((file) => !isLong(file));
    return [
      ...(short.length > 0 ? [parsedRows(table, short, compression)] : []),
      ...(long.length > 0 ? [exactRows(table, long, compression)] : []),
    ];
  });
  return viewOf(table, parts.length > 0 ? parts.join(' UNION ALL ') : noRows(table));
};

/** SQL of a view that has the table's columns and no rows. */
export const emptyTableView = (table: LakeTable): string => viewOf(table, noRows(table));

const viewOf = (table: LakeTable, rows: string): string =>
  `CREATE OR REPLACE VIEW awsdatacatalog.${identifier(table.database)}.${identifier(table.name)} AS ${rows}`;

const noRows = ({ columns, partitionColumns }: LakeTable): string => {
  const nulls = [...columns, ...partitionColumns].map(
    ({ name, type }) => `NULL::${duckdbType(type)} AS ${identifier(name)}`,
  );
  return `SELECT ${nulls.join(', ')} WHERE false`;
};

const parsedRows = (table: LakeTable, files: readonly LakeFile[], compression: LakeFile['compression']): string => {
  const types = table.columns.map(({ name, type }) => `${identifier(name)}: ${literal(duckdbType(type))}`);
  return `SELECT ${namesOf(table)} FROM read_json(${listOf(files.map(({ path }) => path))}, format = 'newline_delimited',
    compression = '${compression}', columns = {${types.join(', ')}}, maximum_object_size = ${LONGEST_LINE_BYTES},
    ignore_errors = ${table.ignoreMalformed}${partitionOptions(table)})`;
};

/**
 * Cuts the columns out of each line as text and casts the text, since a cast from text keeps every digit.
 *
 * Differs: a value within a struct, array or map that does not fit its type is NULL here and does not fail the query.
 */
const exactRows = (table: LakeTable, files: readonly LakeFile[], compression: LakeFile['compression']): string => {
  const lines = jsonLinesOf(files, compression, {
    ignoreMalformed: table.ignoreMalformed,
    partitions: partitionOptions(table),
  });
  const paths = table.columns.map(({ name }) => `$."${name.replaceAll('"', '\\"')}"`);
  const partitions = table.partitionColumns.map(({ name }) => `, ${identifier(name)}`).join('');
  const values = table.columns.map(
    (column, index) =>
      `${exactValue(column, `texts[${index + 1}]`, table.ignoreMalformed)} AS ${identifier(column.name)}`,
  );
  return `SELECT ${values.join(', ')}${partitions}
    FROM (SELECT json_extract_string(${quotedNumbers('json')}, ${listOf(paths)}) AS texts${partitions} FROM ${lines})`;
};

const exactValue = ({ type }: LakeColumn, text: string, ignoreMalformed: boolean): string => {
  if (type.kind !== 'scalar') return `from_json(${text}, ${literal(JSON.stringify(jsonStructure(type)))})`;
  return `${ignoreMalformed ? 'TRY_CAST' : 'CAST'}(${text} AS ${type.duckdb})`;
};

const namesOf = ({ columns, partitionColumns }: LakeTable): string =>
  [...columns, ...partitionColumns].map(({ name }) => identifier(name)).join(', ');

/** Values of partition columns come from the `key=value` folders of a path. */
const partitionOptions = ({ partitionColumns }: LakeTable): string => {
  if (partitionColumns.length === 0) return ', hive_partitioning = false';
  const types = partitionColumns.map(({ name, type }) => `${identifier(name)}: ${duckdbType(type)}`);
  return `, hive_partitioning = true, hive_types = {${types.join(', ')}}`;
};
