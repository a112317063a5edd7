import {
  DefaultPropertyValueContext,
  NonDefaultPropertyValueContext,
  type PropertiesContext,
  type PropertyContext,
} from 'dt-sql-parser/dist/lib/trino/TrinoSqlParser.js';
import { SqlError } from '../sql-error.js';
import { lineAndColumn } from '../text/position.js';
import { sourceOf } from '../text/source.js';

/** What a property in `WITH (…)` may be. */
export type PropertyValue = string | number | boolean | readonly string[];

/** Reads `WITH (format = 'PARQUET', partitioned_by = ARRAY['dt'])`; names are in lower case. */
export const readProperties = (
  sql: string,
  properties: PropertiesContext | null,
): ReadonlyMap<string, PropertyValue> => {
  const read = new Map<string, PropertyValue>();
  for (const property of properties?.propertyAssignments().property() ?? []) {
    const name = property.identifier().getText().replaceAll(/["`]/g, '').toLowerCase();
    if (read.has(name)) throw invalid(sql, property, `Duplicate property: ${name}`);
    read.set(name, readValue(sql, name, property));
  }
  return read;
};

const readValue = (sql: string, name: string, property: PropertyContext): PropertyValue => {
  const value = property.propertyValue();
  if (value instanceof DefaultPropertyValueContext) throw invalid(sql, property, `${name} must have a value`);
  const text = value instanceof NonDefaultPropertyValueContext ? sourceOf(value.expression()) : '';
  const read = readLiteral(text);
  if (read === undefined)
    throw invalid(sql, property, `the value of ${name} must be a text, a number, a boolean or an array of texts`);
  return read;
};

const STRING = `'(?:[^']|'')*'`;
const STRING_ONLY = new RegExp(`^${STRING}$`);
const ARRAY_ONLY = new RegExp(`^array\\s*\\[\\s*(?:${STRING}(?:\\s*,\\s*${STRING})*)?\\s*\\]$`, 'i');

const readLiteral = (text: string): PropertyValue | undefined => {
  if (STRING_ONLY.test(text)) return unquoted(text);
  if (/^[+-]?\d+(\.\d+)?$/.test(text)) return Number(text);
  if (/^(true|false)$/i.test(text)) return text.toLowerCase() === 'true';
  if (ARRAY_ONLY.test(text)) return (text.match(new RegExp(STRING, 'g')) ?? []).map(unquoted);
  return undefined;
};

const unquoted = (literal: string): string => literal.slice(1, -1).replaceAll("''", "'");

const invalid = (sql: string, { start }: PropertyContext, problem: string): SqlError =>
  new SqlError('INVALID_TABLE_PROPERTY', lineAndColumn(sql, start?.start ?? 0), problem);
