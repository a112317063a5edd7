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

/** A field of a row; those of ROW(…) have no names. */
export interface Field {
  readonly name: string;
  readonly type: EngineType;
}

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
  /** The element of an array, the key and the value of a map, the fields of a row. */
  readonly parts: readonly Field[];
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

/** Reads a name that the engine gives a type: `MAP(VARCHAR, STRUCT("a b" INTEGER)[])`. */
export const engineType = (engineName: string): EngineType => {
  const decimal = /^DECIMAL\((\d+),(\d+)\)$/.exec(engineName);
  if (decimal)
    return {
      engineName,
      name: engineName.toLowerCase(),
      kind: 'decimal',
      precision: Number(decimal[1]),
      scale: Number(decimal[2]),
      parts: [],
    };
  const [name, kind, precision = 0] = SIMPLE[engineName] ?? [];
  return name === undefined || kind === undefined
    ? nested(engineName)
    : { engineName, name, kind, precision, scale: 0, parts: [] };
};

const nested = (engineName: string): EngineType => {
  const list = /^(.*)\[\d*\]$/s.exec(engineName)?.[1];
  if (list !== undefined) return nestedType(engineName, 'array', [{ name: '', type: engineType(list) }]);
  const [, word, inner = ''] = /^(MAP|STRUCT)\((.*)\)$/s.exec(engineName) ?? [];
  if (word === 'MAP') return nestedType(engineName, 'map', splitAtCommas(inner).map(unnamed));
  if (word === 'STRUCT') return nestedType(engineName, 'row', splitAtCommas(inner).map(field));
  return { engineName, name: engineName.toLowerCase(), kind: 'other', precision: 0, scale: 0, parts: [] };
};

const nestedType = (engineName: string, kind: 'array' | 'map' | 'row', parts: readonly Field[]): EngineType => {
  const words = parts.map(({ name, type }) => (isNamed(name) ? `${name} ${type.name}` : type.name));
  return { engineName, name: `${kind}(${words.join(', ')})`, kind, precision: 0, scale: 0, parts };
};

/** `field0` is how the fields of ROW(…) are called for the engine, which cannot return rows without names. */
const isNamed = (name: string): boolean => name !== '' && !/^field\d+$/.test(name);

const unnamed = (engineName: string): Field => ({ name: '', type: engineType(engineName) });

const WORDS_OF_TYPES = /^(MAP|STRUCT|DECIMAL)\(|^[A-Z_]+(\[|$)|^"NULL"(\[|$)|^TIMESTAMP WITH TIME ZONE/;

const field = (text: string): Field => {
  const quoted = /^"((?:[^"]|"")*)" (.+)$/s.exec(text);
  if (quoted) return { name: (quoted[1] ?? '').replaceAll('""', '"'), type: engineType(quoted[2] ?? '') };
  const plain = WORDS_OF_TYPES.test(text) ? null : /^(\S+) (.+)$/s.exec(text);
  return plain ? { name: plain[1] ?? '', type: engineType(plain[2] ?? '') } : unnamed(text);
};

/** At the commas that are within no parentheses and no quotes. */
const splitAtCommas = (text: string): readonly string[] => {
  const parts: string[] = [''];
  let depth = 0;
  for (const [token] of text.matchAll(/"(?:[^"]|"")*"|[(),]|[^"(),]+/g)) {
    if (token === '(') depth += 1;
    if (token === ')') depth -= 1;
    if (token === ',' && depth === 0) parts.push('');
    else parts.push((parts.pop() ?? '') + token);
  }
  return parts.map((part) => part.trim());
};

export const isNumber = ({ kind }: EngineType): boolean =>
  kind === 'integer' || kind === 'decimal' || kind === 'double';

/** Values of both types may be compared and stand in one column, as Trino's implicit coercions allow. */
export const areCompatible = (left: EngineType, right: EngineType): boolean =>
  left.kind === 'null' ||
  right.kind === 'null' ||
  (left.kind === right.kind && haveCompatibleParts(left, right)) ||
  (isNumber(left) && isNumber(right)) ||
  (isDateLike(left) && isDateLike(right));

const haveCompatibleParts = (left: EngineType, right: EngineType): boolean =>
  left.parts.length === right.parts.length &&
  left.parts.every(({ type }, index) => areCompatible(type, right.parts[index]?.type ?? type));

const isDateLike = ({ kind }: EngineType): boolean => kind === 'date' || kind === 'timestamp';

/** The type as it is called where it is a literal's: `varchar(3)`. */
export const namedAs = (type: EngineType, name: string): EngineType => ({ ...type, name });
