import { notSupported, SqlError } from '../sql-error.js';
import type { ColumnDefinition, PartitionSpec } from './catalog-statement.js';
import type { QualifiedName } from './qualified-name.js';
import type { Words } from './words.js';

/** `table` or `database.table`. */
export const tableName = (words: Words): QualifiedName => {
  const place = words.place;
  const names = [words.name()];
  while (words.take('.')) names.push(words.name());
  const [table = '', database, catalog] = names.reverse();
  return {
    ...(catalog !== undefined && { catalog }),
    ...(database !== undefined && { database }),
    table,
    place,
  };
};

/** `('key'='value', …)` */
export const propertyList = (words: Words): ReadonlyMap<string, string> =>
  new Map(
    words.bracketedList(() => {
      const key = words.string();
      words.expect('=');
      return [key, words.string()] as const;
    }),
  );

/** `(name type COMMENT 'text', …)` */
export const columnList = (words: Words): readonly ColumnDefinition[] => {
  const place = words.place;
  const columns = words.bracketedList(() => column(words));
  const twice = columns.find(({ name }, index) => columns.findIndex((other) => other.name === name) < index);
  if (twice) throw new SqlError('SYNTAX_ERROR', place, `Duplicate column name: ${twice.name}`);
  return columns;
};

const column = (words: Words): ColumnDefinition => {
  const name = words.name();
  const type = columnType(words);
  const comment = words.take('COMMENT') ? words.string() : undefined;
  return { name, type, ...(comment !== undefined && { comment }) };
};

const columnType = (words: Words): string => {
  const place = words.place;
  let type = words.name();
  if (words.comesNext('<')) type += words.bracketed('<');
  else if (words.comesNext('(')) type += words.bracketed('(');
  if (/['"]/.test(type)) throw notSupported(place, 'COMMENT within a type');
  return type.replaceAll('`', '').toLowerCase();
};

/** `(dt='2026-11-23', hour=3)`, after the word PARTITION. */
export const partitionSpec = (words: Words): PartitionSpec =>
  new Map(
    words.bracketedList(() => {
      const name = words.name();
      words.expect('=');
      return [name, words.value()] as const;
    }),
  );
