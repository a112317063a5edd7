/** What decides whether an operator or function takes a value. */
export type Kind =
  | 'integer'
  | 'decimal'
  | 'double'
  | 'varchar'
  | 'boolean'
  | 'date'
  | 'timestamp'
  | 'time'
  | 'interval'
  | 'varbinary'
  | 'json'
  | 'array'
  | 'map'
  | 'row'
  | 'null'
  | 'other';

/** A type of the engine as DuckDB's `typeof` names it, in Athena's terms. */
export interface EngineType {
  /** `DECIMAL(18,4)` */
  readonly engineName: string;
  /** `decimal(18,4)`, as Athena's messages say. */
  readonly name: string;
  readonly kind: Kind;
  /** Of decimals, and of integers as the decimals that hold them. */
  readonly precision: number;
  readonly scale: number;
}

const SIMPLE: Readonly<Record<string, readonly [name: string, kind: Kind, precision?: number]>> = {
  BOOLEAN: ['boolean', 'boolean'],
  TINYINT: ['tinyint', 'integer', 3],
  SMALLINT: ['smallint', 'integer', 5],
  INTEGER: ['integer', 'integer', 10],
  BIGINT: ['bigint', 'integer', 19],
  UTINYINT: ['smallint', 'integer', 5],
  USMALLINT: ['integer', 'integer', 10],
  UINTEGER: ['bigint', 'integer', 19],
  UBIGINT: ['bigint', 'integer', 19],
  HUGEINT: ['bigint', 'integer', 19],
  UHUGEINT: ['bigint', 'integer', 19],
  FLOAT: ['real', 'double'],
  DOUBLE: ['double', 'double'],
  VARCHAR: ['varchar', 'varchar'],
  JSON: ['json', 'json'],
  DATE: ['date', 'date'],
  TIME: ['time(3)', 'time'],
  TIMESTAMP: ['timestamp(3)', 'timestamp'],
  TIMESTAMP_S: ['timestamp(3)', 'timestamp'],
  TIMESTAMP_MS: ['timestamp(3)', 'timestamp'],
  TIMESTAMP_NS: ['timestamp(3)', 'timestamp'],
  'TIMESTAMP WITH TIME ZONE': ['timestamp(3) with time zone', 'timestamp'],
  INTERVAL: ['interval day to second', 'interval'],
  BLOB: ['varbinary', 'varbinary'],
  UUID: ['uuid', 'other'],
  '"NULL"': ['unknown', 'null'],
};

export const engineType = (engineName: string): EngineType => {
  const decimal = /^DECIMAL\((\d+),(\d+)\)$/.exec(engineName);
  if (decimal)
    return {
      engineName,
      name: engineName.toLowerCase(),
      kind: 'decimal',
      precision: Number(decimal[1]),
      scale: Number(decimal[2]),
    };
  const [name, kind, precision = 0] = SIMPLE[engineName] ?? nested(engineName);
  return { engineName, name, kind, precision, scale: 0 };
};

const nested = (engineName: string): readonly [string, Kind] => {
  if (engineName.endsWith(']')) return [`array(${engineType(engineName.replace(/\[\d*\]$/, '')).name})`, 'array'];
  if (engineName.startsWith('MAP(')) return ['map', 'map'];
  if (engineName.startsWith('STRUCT(')) return ['row', 'row'];
  return [engineName.toLowerCase(), 'other'];
};

export const isNumber = ({ kind }: EngineType): boolean =>
  kind === 'integer' || kind === 'decimal' || kind === 'double';

/** Values of both types may be compared and stand in one column, as Trino's implicit coercions allow. */
export const areCompatible = (left: EngineType, right: EngineType): boolean =>
  left.kind === 'null' ||
  right.kind === 'null' ||
  left.kind === right.kind ||
  (isNumber(left) && isNumber(right)) ||
  (isDateLike(left) && isDateLike(right));

const isDateLike = ({ kind }: EngineType): boolean => kind === 'date' || kind === 'timestamp';
