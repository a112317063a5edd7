import type { DuckDBType } from '@duckdb/node-api';
import { literal } from './sql-text.js';

/**
 * SQL of a row's line in a CSV result, so that the engine writes the text and not this process value by value;
 * undefined where a column's type is one whose text only `valueTextOf` knows. NULL is nothing, all else is in quotes.
 */
export const lineText = (
  columns: readonly { readonly sql: string; readonly type: DuckDBType }[],
): string | undefined => {
  const fields = columns.map(({ sql, type }) => {
    const text = valueText(type, sql, 0);
    return text === undefined
      ? undefined
      : `CASE WHEN ${sql} IS NULL THEN '' ELSE concat('"', replace(${text}, '"', '""'), '"') END`;
  });
  return fields.every((field) => field !== undefined) ? `concat(${fields.join(`, ',', `)})` : undefined;
};

const AS_THE_ENGINE_PRINTS = /^(BOOLEAN|U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|VARCHAR|DATE|DECIMAL\(\d+,\d+\)|"NULL")$/;

/** SQL of the text of a value that is not NULL, as `valueTextOf` prints it. */
const valueText = (type: DuckDBType, sql: string, depth: number): string | undefined => {
  const name = type.toString();
  if (AS_THE_ENGINE_PRINTS.test(name) && !('values' in type)) return `CAST(${sql} AS VARCHAR)`;
  if (name === 'TIMESTAMP') return `strftime(${sql}, '%Y-%m-%d %H:%M:%S.%g')`;
  if (name === 'TIMESTAMP WITH TIME ZONE') return `strftime(${sql}, '%Y-%m-%d %H:%M:%S.%g UTC')`;
  if ('entryTypes' in type) return rowText(type.entryNames, type.entryTypes, sql, depth);
  if ('valueType' in type && !('keyType' in type)) {
    const item = nestedText(type.valueType, `x${depth}`, depth + 1);
    return item && `concat('[', array_to_string(list_transform(${sql}, lambda x${depth}: ${item}), ', '), ']')`;
  }
  return undefined;
};

const rowText = (
  names: readonly string[],
  types: readonly DuckDBType[],
  sql: string,
  depth: number,
): string | undefined => {
  const fields = types.map((type, index) => {
    const text = nestedText(type, `struct_extract(${sql}, ${literal(names[index] ?? '')})`, depth);
    return text && `${literal(`${index === 0 ? '' : ', '}${names[index] ?? ''}=`)}, ${text}`;
  });
  return fields.every((field) => field !== undefined) ? `concat('{', ${fields.join(', ')}, '}')` : undefined;
};

const nestedText = (type: DuckDBType, sql: string, depth: number): string | undefined => {
  const text = valueText(type, sql, depth);
  return text && `CASE WHEN ${sql} IS NULL THEN 'null' ELSE ${text} END`;
};
