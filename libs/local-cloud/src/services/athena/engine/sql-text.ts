import type { GlueType } from './glue-type.js';

/** A name as SQL writes it, whatever its characters. */
export const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** A text as SQL writes it, whatever its characters. */
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

export const listOf = (texts: readonly string[]): string => `[${texts.map(literal).join(', ')}]`;

/** The type in DuckDB's words. */
export const duckdbType = (type: GlueType): string => {
  switch (type.kind) {
    case 'scalar':
      return type.duckdb;
    case 'array':
      return `${duckdbType(type.element)}[]`;
    case 'map':
      return `MAP(${duckdbType(type.key)}, ${duckdbType(type.value)})`;
    case 'struct':
      return `STRUCT(${type.fields.map((field) => `${identifier(field.name)} ${duckdbType(field.type)}`).join(', ')})`;
  }
};

/** The type as DuckDB's `from_json` wants it: a JSON of the value's shape. */
export const jsonStructure = (type: GlueType): unknown => {
  switch (type.kind) {
    case 'array':
      return [jsonStructure(type.element)];
    case 'struct':
      return Object.fromEntries(type.fields.map((field) => [field.name, jsonStructure(field.type)]));
    default:
      return duckdbType(type);
  }
};
