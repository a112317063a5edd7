/** The type of a column of the catalog, as far as a JSON record can fill it. */
export type ColumnType =
  | { readonly kind: 'boolean' | 'float' | 'double' | 'string' | 'date' | 'timestamp' }
  | { readonly kind: 'integer'; readonly bits: 8 | 16 | 32 | 64 }
  | { readonly kind: 'decimal'; readonly precision: number; readonly scale: number }
  | { readonly kind: 'array'; readonly element: ColumnType }
  | { readonly kind: 'map'; readonly value: ColumnType }
  | { readonly kind: 'struct'; readonly fields: readonly Column[] };

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
}

const SCALARS: Readonly<Record<string, ColumnType>> = {
  boolean: { kind: 'boolean' },
  tinyint: { kind: 'integer', bits: 8 },
  smallint: { kind: 'integer', bits: 16 },
  int: { kind: 'integer', bits: 32 },
  integer: { kind: 'integer', bits: 32 },
  bigint: { kind: 'integer', bits: 64 },
  float: { kind: 'float' },
  double: { kind: 'double' },
  string: { kind: 'string' },
  date: { kind: 'date' },
  timestamp: { kind: 'timestamp' },
};

/** Reads a type as the catalog writes it, `struct<sku:string,prices:array<decimal(18,4)>>`; undefined when it is none. */
export const parseColumnType = (text: string): ColumnType | undefined => {
  const type = text.trim().toLowerCase();
  const [, name = '', inner = ''] = /^(\w+)\s*[<(](.*)[>)]$/s.exec(type) ?? [];
  if (name === '')
    return SCALARS[type] ?? (type === 'decimal' ? { kind: 'decimal', precision: 10, scale: 0 } : undefined);
  if (name === 'array') return parseArray(inner);
  if (name === 'map') return parseMap(inner);
  if (name === 'struct') return parseStruct(inner);
  if (name === 'decimal') return parseDecimal(inner);
  return name === 'varchar' || name === 'char' ? { kind: 'string' } : undefined;
};

const parseArray = (inner: string): ColumnType | undefined => {
  const element = parseColumnType(inner);
  return element && { kind: 'array', element };
};

const parseMap = (inner: string): ColumnType | undefined => {
  const [key = '', valueText = '', ...others] = splitAtTop(inner);
  const value = parseColumnType(valueText);
  return value && others.length === 0 && parseColumnType(key)?.kind === 'string' ? { kind: 'map', value } : undefined;
};

const parseStruct = (inner: string): ColumnType | undefined => {
  const fields = splitAtTop(inner).map((field) => {
    const colon = field.indexOf(':');
    return { name: field.slice(0, Math.max(0, colon)).trim(), type: parseColumnType(field.slice(colon + 1)) };
  });
  const isWhole = (field: { readonly name: string; readonly type: ColumnType | undefined }): field is Column =>
    field.name !== '' && field.type !== undefined;
  return fields.every(isWhole) ? { kind: 'struct', fields } : undefined;
};

const parseDecimal = (inner: string): ColumnType | undefined => {
  const [precision = 10, scale = 0] = inner.split(',').map(Number);
  const isRight = precision >= 1 && precision <= 38 && scale >= 0 && scale <= precision;
  return isRight ? { kind: 'decimal', precision, scale } : undefined;
};

/** The parts between the commas that are in no brackets. */
const splitAtTop = (text: string): readonly string[] => {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (const { 0: mark, index } of text.matchAll(/[<>(),]/g)) {
    if (mark === '<' || mark === '(') depth += 1;
    else if (mark !== ',') depth -= 1;
    else if (depth === 0) {
      parts.push(text.slice(start, index));
      start = index + 1;
    }
  }
  return [...parts, text.slice(start)];
};

const INTEGERS: Readonly<Record<number, string>> = { 8: 'TINYINT', 16: 'SMALLINT', 32: 'INTEGER', 64: 'BIGINT' };
const NAMES: Readonly<Record<string, string>> = { string: 'VARCHAR' };

/** The type in the words of the engine that writes the file. */
export const engineType = (type: ColumnType): string => {
  switch (type.kind) {
    case 'integer':
      return INTEGERS[type.bits] ?? 'BIGINT';
    case 'decimal':
      return `DECIMAL(${type.precision},${type.scale})`;
    case 'array':
      return `${engineType(type.element)}[]`;
    case 'map':
      return `MAP(VARCHAR, ${engineType(type.value)})`;
    case 'struct':
      return `STRUCT(${type.fields.map((field) => `${quotedName(field.name)} ${engineType(field.type)}`).join(', ')})`;
    default:
      return NAMES[type.kind] ?? type.kind.toUpperCase();
  }
};

/** A name as SQL writes it, whatever its characters. */
export const quotedName = (name: string): string => `"${name.replaceAll('"', '""')}"`;
