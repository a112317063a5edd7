import type { DuckDBType } from '@duckdb/node-api';
import type { ColumnInfo } from '@aws-sdk/client-athena';

/** Athena's names for the types of a result, by DuckDB's names. */
const SIMPLE_TYPES: Readonly<Record<string, { readonly type: string; readonly precision: number }>> = {
  BOOLEAN: { type: 'boolean', precision: 0 },
  TINYINT: { type: 'tinyint', precision: 3 },
  SMALLINT: { type: 'smallint', precision: 5 },
  INTEGER: { type: 'integer', precision: 10 },
  BIGINT: { type: 'bigint', precision: 19 },
  UTINYINT: { type: 'smallint', precision: 5 },
  USMALLINT: { type: 'integer', precision: 10 },
  UINTEGER: { type: 'bigint', precision: 19 },
  UBIGINT: { type: 'bigint', precision: 19 },
  // The sum of bigints is a bigint in Athena.
  HUGEINT: { type: 'bigint', precision: 19 },
  UHUGEINT: { type: 'bigint', precision: 19 },
  FLOAT: { type: 'float', precision: 17 },
  DOUBLE: { type: 'double', precision: 17 },
  VARCHAR: { type: 'varchar', precision: 2147483647 },
  JSON: { type: 'json', precision: 0 },
  DATE: { type: 'date', precision: 0 },
  TIME: { type: 'time', precision: 3 },
  TIMESTAMP: { type: 'timestamp', precision: 3 },
  TIMESTAMP_S: { type: 'timestamp', precision: 3 },
  TIMESTAMP_MS: { type: 'timestamp', precision: 3 },
  TIMESTAMP_NS: { type: 'timestamp', precision: 3 },
  'TIMESTAMP WITH TIME ZONE': { type: 'timestamp with time zone', precision: 3 },
  INTERVAL: { type: 'interval day to second', precision: 0 },
  BLOB: { type: 'varbinary', precision: 1073741824 },
  UUID: { type: 'uuid', precision: 0 },
  '"NULL"': { type: 'unknown', precision: 0 },
};

/** The columns of a result as GetQueryResults describes them. */
export const resultColumns = (names: readonly string[], types: readonly DuckDBType[]): readonly ColumnInfo[] =>
  types.map((type, index) => ({
    CatalogName: 'hive',
    SchemaName: '',
    TableName: '',
    Name: names[index] ?? '',
    Label: names[index] ?? '',
    Nullable: 'UNKNOWN',
    CaseSensitive: type.toString() === 'VARCHAR',
    ...typeInfo(type),
  }));

const typeInfo = (type: DuckDBType): { readonly Type: string; readonly Precision: number; readonly Scale: number } => {
  const name = type.alias ?? type.toString();
  const [, precision, scale] = /^DECIMAL\((\d+),(\d+)\)$/.exec(name) ?? [];
  if (precision !== undefined) return { Type: 'decimal', Precision: Number(precision), Scale: Number(scale) };
  const simple = SIMPLE_TYPES[name];
  return { Type: simple?.type ?? nestedName(name), Precision: simple?.precision ?? 0, Scale: 0 };
};

const nestedName = (name: string): string => {
  if (name.endsWith(']')) return 'array';
  if (name.startsWith('STRUCT')) return 'row';
  if (name.startsWith('MAP')) return 'map';
  return 'varchar';
};
