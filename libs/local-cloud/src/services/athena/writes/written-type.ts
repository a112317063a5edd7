import type { DuckDBType } from '@duckdb/node-api';

const SCALARS: Readonly<Record<string, string>> = {
  BOOLEAN: 'boolean',
  TINYINT: 'tinyint',
  SMALLINT: 'smallint',
  INTEGER: 'int',
  BIGINT: 'bigint',
  HUGEINT: 'bigint',
  FLOAT: 'float',
  DOUBLE: 'double',
  VARCHAR: 'string',
  DATE: 'date',
  TIMESTAMP: 'timestamp',
};

/** The type of a table's column that holds such values; undefined for a type that no table of Athena's has. */
export const writtenType = (type: DuckDBType): string | undefined => {
  const name = type.toString();
  if (name.startsWith('DECIMAL(')) return name.toLowerCase();
  if ('keyType' in type) return nested('map', [writtenType(type.keyType), writtenType(type.valueType)]);
  if ('valueType' in type) return nested('array', [writtenType(type.valueType)]);
  if ('entryTypes' in type) {
    const fields = type.entryTypes.map((field, index) => {
      const written = writtenType(field);
      return written && `${(type.entryNames[index] ?? '').toLowerCase()}:${written}`;
    });
    return nested('struct', fields);
  }
  return type.alias === undefined ? SCALARS[name] : undefined;
};

const nested = (kind: string, parts: readonly (string | undefined)[]): string | undefined =>
  parts.every((part) => part !== undefined) ? `${kind}<${parts.join(',')}>` : undefined;

/** Whether values of the first type go into a column of the second without losing anything. */
export const fitsInto = (type: string, column: string): boolean => {
  if (type === column) return true;
  const [whole, into] = [WHOLE.indexOf(type), WHOLE.indexOf(column)];
  if (whole >= 0 && into >= 0) return whole <= into;
  const [from, to] = [decimalOf(type), decimalOf(column)];
  if (from && to) return to.scale >= from.scale && to.precision - to.scale >= from.precision - from.scale;
  if (['float', 'double'].includes(column))
    return (whole >= 0 || from !== undefined || type === 'float') && column !== type;
  if (column === 'timestamp') return type === 'date';
  return /^(varchar|char)\(/.test(column) && type === 'string';
};

const WHOLE: readonly string[] = ['tinyint', 'smallint', 'int', 'bigint'];
const WHOLE_DIGITS: Readonly<Record<string, number>> = { tinyint: 3, smallint: 5, int: 10, bigint: 19 };

/** Of decimals, and of whole numbers as the decimals that hold them. */
const decimalOf = (type: string): { readonly precision: number; readonly scale: number } | undefined => {
  const digits = WHOLE_DIGITS[type];
  if (digits !== undefined) return { precision: digits, scale: 0 };
  const [, precision, scale] = /^decimal\((\d+),(\d+)\)$/.exec(type) ?? [];
  return precision === undefined ? undefined : { precision: Number(precision), scale: Number(scale) };
};
