import { holdsDecimals, withScalars, type GlueType } from './glue-type.js';
import { identifier, literal } from './sql-text.js';

/** How the decimals of an object are read; what is not known yet is tried the fast way, which notices when it is wrong. */
export type DecimalReading = 'guarded' | 'plain' | 'exact';

/** The engine's error where a number needs the exact way. */
const NEEDS_DIGITS = '§needs every digit§';

/** The query ended because numbers of its objects need the exact way. */
export class LongNumbersFound extends Error {}

/** Whether the engine's error says so. */
export const needsExactWay = (error: unknown): boolean => String(error).includes(NEEDS_DIGITS);

/** The type with doubles for decimals: what the JSON reader makes of a number anyway. */
export const withDoubles = (type: GlueType): GlueType =>
  withScalars(type, (scalar) => (scalar.startsWith('DECIMAL') ? 'DOUBLE' : scalar));

/** SQL of a value of the type, from SQL of one that has doubles for decimals; an error where a digit may be lost. */
export const fromDoubles = (type: GlueType, value: string, depth = 0): string => {
  if (!holdsDecimals(type)) return value;
  const item = `x${depth}`;
  switch (type.kind) {
    case 'scalar':
      return guardedDecimal(type.duckdb, value);
    case 'array':
      return `list_transform(${value}, lambda ${item}: ${fromDoubles(type.element, item, depth + 1)})`;
    case 'map': {
      const [key, one] = [
        fromDoubles(type.key, `${item}.key`, depth + 1),
        fromDoubles(type.value, `${item}.value`, depth + 1),
      ];
      return `map_from_entries(list_transform(map_entries(${value}), lambda ${item}: struct_pack(key := ${key}, value := ${one})))`;
    }
    case 'struct': {
      const fields = type.fields.map(
        ({ name, type: field }) =>
          `${identifier(name)} := ${fromDoubles(field, `struct_extract(${value}, ${literal(name)})`, depth)}`,
      );
      return `CASE WHEN ${value} IS NOT NULL THEN struct_pack(${fields.join(', ')}) END`;
    }
  }
};

/**
 * A double below 10^12 units of the decimal's last place is less than a thousandth of that unit from the number that was
 * written. Rounding it is right unless it lies about half-way between two decimals.
 */
const guardedDecimal = (decimal: string, value: string): string => {
  const scale = Number(/,(\d+)\)/.exec(decimal)?.[1] ?? 0);
  const units = `abs(${value} * 1e${scale})`;
  const isRight = `${units} < 1e12 AND abs(${units} - floor(${units}) - 0.5) > 0.01`;
  return `CASE WHEN ${isRight} THEN CAST(${value} AS ${decimal}) WHEN ${value} IS NOT NULL THEN error('${NEEDS_DIGITS}') END`;
};
