import type { DuckDBType } from '@duckdb/node-api';

/** A column's type in a view: as Trino names it in the view's definition, and as the catalog's columns name it. */
export interface ViewType {
  readonly trino: string;
  readonly glue: string;
}

const same = (name: string): ViewType => ({ trino: name, glue: name });
const INTEGER: ViewType = { trino: 'integer', glue: 'int' };
const BIGINT = same('bigint');
const TIMESTAMP: ViewType = { trino: 'timestamp(3)', glue: 'timestamp' };

const SIMPLE: Readonly<Record<string, ViewType>> = {
  BOOLEAN: same('boolean'),
  TINYINT: same('tinyint'),
  SMALLINT: same('smallint'),
  INTEGER,
  BIGINT,
  UTINYINT: same('smallint'),
  USMALLINT: INTEGER,
  UINTEGER: BIGINT,
  UBIGINT: BIGINT,
  HUGEINT: BIGINT,
  UHUGEINT: BIGINT,
  FLOAT: { trino: 'real', glue: 'float' },
  DOUBLE: same('double'),
  VARCHAR: { trino: 'varchar', glue: 'string' },
  DATE: same('date'),
  TIMESTAMP,
  TIMESTAMP_S: TIMESTAMP,
  TIMESTAMP_MS: TIMESTAMP,
  TIMESTAMP_NS: TIMESTAMP,
  BLOB: { trino: 'varbinary', glue: 'binary' },
};

/** The type of a column of a query; undefined for one that no column of the catalog has, such as an interval. */
export const viewTypeOf = (type: DuckDBType): ViewType | undefined => {
  const name = type.alias ?? type.toString();
  const [, precision, scale] = /^DECIMAL\((\d+),(\d+)\)$/.exec(name) ?? [];
  if (precision !== undefined) return same(`decimal(${precision},${scale ?? '0'})`);
  if ('keyType' in type) return joined('map', [viewTypeOf(type.keyType), viewTypeOf(type.valueType)]);
  if ('valueType' in type) return joined('array', [viewTypeOf(type.valueType)]);
  if ('entryTypes' in type) return rowType(type.entryNames, type.entryTypes.map(viewTypeOf));
  return SIMPLE[name];
};

const joined = (name: string, parts: readonly (ViewType | undefined)[]): ViewType | undefined => {
  const known = parts.filter((part) => part !== undefined);
  if (known.length < parts.length) return undefined;
  return {
    trino: `${name}(${known.map(({ trino }) => trino).join(', ')})`,
    glue: `${name}<${known.map(({ glue }) => glue).join(',')}>`,
  };
};

const rowType = (names: readonly string[], types: readonly (ViewType | undefined)[]): ViewType | undefined => {
  const known = types.filter((type) => type !== undefined);
  if (known.length < types.length) return undefined;
  return {
    trino: `row(${known.map(({ trino }, index) => `${names[index] ?? ''} ${trino}`).join(', ')})`,
    glue: `struct<${known.map(({ glue }, index) => `${names[index] ?? ''}:${glue}`).join(',')}>`,
  };
};
