import type { DuckDBType } from '@duckdb/node-api';
import type { EngineSql } from '@sales-cdc/athena-sql';
import { viewTypeOf } from '../views/view-type.js';
import type { EngineConnection } from './engine-connection.js';
import type { LakeView, ViewColumn } from './lake-table.js';
import { QueryFailed } from './query-failed.js';
import { identifier } from './sql-text.js';

/**
 * The SQL of a view as its definition promises it: with the names and types of the columns that it was created with.
 * Throws `QueryFailed` for a view whose query gives something else by now.
 */
export const asDefined = async (engine: EngineConnection, view: LakeView, sql: EngineSql): Promise<EngineSql> => {
  if (!view.columns) return sql;
  const actual = await columnsOf(engine, sql);
  const { columns } = view;
  if (actual.length !== columns.length)
    throw stale(view, `column count differs: the view has ${columns.length} and its query ${actual.length}`);
  const defined = columns.map((column, index) => definedColumn(view, column, actual[index], index));
  if (defined.every((expression) => expression === undefined)) return sql;
  const list = columns.map(({ name }, index) => defined[index] ?? `c${index} AS ${identifier(name)}`);
  return wrapped(
    `SELECT ${list.join(', ')} FROM (`,
    sql,
    `) AS "§view"(${columns.map((_, index) => `c${index}`).join(', ')})`,
  );
};

interface ActualColumn {
  readonly name: string;
  readonly type: DuckDBType;
}

const columnsOf = async (engine: EngineConnection, sql: EngineSql): Promise<readonly ActualColumn[]> => {
  const statement = await engine.failing(sql, () => engine.connection.prepare(sql.text));
  return Array.from({ length: statement.columnCount }, (_, index) => ({
    name: statement.columnName(index),
    type: statement.columnType(index),
  }));
};

/** How the column is written when it has to be renamed or cast; undefined when it is right as it is. */
const definedColumn = (
  view: LakeView,
  { name, type }: ViewColumn,
  actual: ActualColumn | undefined,
  index: number,
): string | undefined => {
  const [is, wanted] = [actual && viewTypeOf(actual.type)?.trino, normalType(type)];
  if (is === wanted)
    return actual?.name.toLowerCase() === name.toLowerCase() ? undefined : `c${index} AS ${identifier(name)}`;
  const cast = is === undefined ? undefined : castTo(is, wanted);
  if (cast === undefined)
    throw stale(
      view,
      `column [${actual?.name ?? ''}] of type ${is ?? 'unknown'} projected from query view at position ${index} cannot be coerced to column [${name}] of type ${wanted} stored in view definition`,
    );
  return `CAST(c${index} AS ${cast}) AS ${identifier(name)}`;
};

const NUMBERS = ['tinyint', 'smallint', 'integer', 'bigint'];

/** The engine's type to cast to, where Trino would coerce. https://trino.io/docs/current/language/types.html */
const castTo = (is: string, wanted: string): string | undefined => {
  if (is === 'unknown') return SCALARS[wanted];
  if (NUMBERS.includes(is) && NUMBERS.indexOf(wanted) > NUMBERS.indexOf(is)) return wanted;
  if (wanted === 'double' && (NUMBERS.includes(is) || is === 'real' || is.startsWith('decimal'))) return 'DOUBLE';
  const [from, to] = [decimalOf(is), decimalOf(wanted)];
  if (from && to && to.scale >= from.scale && to.precision - to.scale >= from.precision - from.scale)
    return `DECIMAL(${to.precision},${to.scale})`;
  return is === 'date' && wanted === 'timestamp(3)' ? 'TIMESTAMP' : undefined;
};

const SCALARS: Readonly<Record<string, string>> = {
  boolean: 'BOOLEAN',
  integer: 'INTEGER',
  bigint: 'BIGINT',
  double: 'DOUBLE',
  varchar: 'VARCHAR',
  date: 'DATE',
  'timestamp(3)': 'TIMESTAMP',
};

const decimalOf = (type: string): { readonly precision: number; readonly scale: number } | undefined => {
  const [, precision, scale] = /^decimal\((\d+),(\d+)\)$/.exec(type) ?? [];
  if (precision !== undefined) return { precision: Number(precision), scale: Number(scale) };
  const digits = [3, 5, 10, 19][NUMBERS.indexOf(type)];
  return digits === undefined ? undefined : { precision: digits, scale: 0 };
};

/** The type as `viewTypeOf` writes it. */
const normalType = (type: string): string =>
  type
    .toLowerCase()
    .replace(/\bvarchar\(\d+\)/g, 'varchar')
    .replace(/\bint\b/g, 'integer')
    .replace(/\btimestamp\b(?!\()/g, 'timestamp(3)')
    .replaceAll('"', '')
    .replace(/\s*,\s*/g, ', ')
    .replace(/(decimal\(\d+), (\d+\))/g, '$1,$2');

const stale = ({ database, name, place = 'line 1:1' }: LakeView, problem: string): QueryFailed =>
  new QueryFailed(
    `VIEW_IS_STALE: ${place}: View 'awsdatacatalog.${database}.${name}' is stale or in invalid state: ${problem}`,
  );

const wrapped = (before: string, sql: EngineSql, after: string): EngineSql => ({
  text: `${before}${sql.text}\n${after}`,
  placeOf: (byteOffset) => sql.placeOf(Math.max(byteOffset - Buffer.byteLength(before), 0)),
});
