import type { CatalogStatement } from './catalog-statement.js';
import { tableName } from './hive-parts.js';
import type { QualifiedName } from './qualified-name.js';
import type { Words } from './words.js';

/** Reads what follows `SHOW`. */
export const readShow = (words: Words): CatalogStatement => {
  if (words.take('DATABASES') || words.take('SCHEMAS'))
    return { kind: 'show-databases', ...(words.take('LIKE') && { pattern: words.string() }) };
  if (words.take('TABLES')) return { kind: 'show-tables', ...inDatabase(words) };
  if (words.take('VIEWS')) return { kind: 'show-views', ...inDatabase(words) };
  if (words.take('COLUMNS')) return { kind: 'show-columns', table: columnsOf(words) };
  if (words.take('PARTITIONS')) return { kind: 'show-partitions', table: tableName(words) };
  if (words.take('TBLPROPERTIES')) return showProperties(words);
  words.expect('CREATE', 'TABLE');
  return { kind: 'show-create-table', table: tableName(words) };
};

/** `IN database LIKE 'pattern'` */
const inDatabase = (words: Words): { readonly database?: string; readonly pattern?: string } => {
  const database = words.take('IN') || words.take('FROM') ? words.name() : undefined;
  const hasPattern = words.take('LIKE') || !words.atEnd;
  return { ...(database !== undefined && { database }), ...(hasPattern && { pattern: words.string() }) };
};

/** https://docs.aws.amazon.com/athena/latest/ug/show-columns.html */
const columnsOf = (words: Words): QualifiedName => {
  if (!words.take('IN')) words.expect('FROM');
  const table = tableName(words);
  return words.take('IN') || words.take('FROM') ? { ...table, database: words.name() } : table;
};

const showProperties = (words: Words): CatalogStatement => {
  const table = tableName(words);
  if (!words.take('(')) return { kind: 'show-properties', table };
  const property = words.string();
  words.expect(')');
  return { kind: 'show-properties', table, property };
};

/** Reads what follows `DESCRIBE`. https://docs.aws.amazon.com/athena/latest/ug/describe-table.html */
export const readDescribe = (words: Words): CatalogStatement => {
  const form = words.take('EXTENDED') ? 'extended' : words.take('FORMATTED') ? 'formatted' : 'columns';
  return { kind: 'describe', form, table: tableName(words) };
};
