import {
  ArrayTypeContext,
  CastContext,
  DateTimeTypeContext,
  DoublePrecisionTypeContext,
  GenericTypeContext,
  LegacyArrayTypeContext,
  LegacyMapTypeContext,
  RowTypeContext,
  TimeTypeContext,
  type TypeContext,
} from 'dt-sql-parser/dist/lib/trino/TrinoSqlParser.js';
import { fragment, textOf, type Fragment } from '../text/fragment.js';
import { engineType, type EngineType, type Kind } from '../types/engine-type.js';
import { convert, toJson } from './convert.js';
import { nameOf } from './names.js';
import type { Rewriter, Rule } from './rewriter.js';
import { rule } from './rule.js';

const SCALARS: Readonly<Record<string, string>> = {
  boolean: 'BOOLEAN',
  tinyint: 'TINYINT',
  smallint: 'SMALLINT',
  int: 'INTEGER',
  integer: 'INTEGER',
  bigint: 'BIGINT',
  real: 'FLOAT',
  double: 'DOUBLE',
  varchar: 'VARCHAR',
  varbinary: 'BLOB',
  date: 'DATE',
  json: 'JSON',
  uuid: 'UUID',
  timestamp: 'TIMESTAMP',
  time: 'TIME',
};

/** Athena has them and the local cloud has not. */
const UNSUPPORTED_TYPES: ReadonlySet<string> = new Set([
  'char',
  'ipaddress',
  'hyperloglog',
  'p4hyperloglog',
  'qdigest',
  'tdigest',
  'setdigest',
  'geometry',
]);

/** The type in the engine's words. */
const engineTypeName = (type: TypeContext, rewriter: Rewriter): string => {
  if (type instanceof ArrayTypeContext || type instanceof LegacyArrayTypeContext)
    return `${engineTypeName(type.type(), rewriter)}[]`;
  if (type instanceof DoublePrecisionTypeContext) return 'DOUBLE';
  if (type instanceof RowTypeContext) return rowType(type, rewriter);
  if (type instanceof LegacyMapTypeContext) return mapType(type.type_(), rewriter);
  if (type instanceof DateTimeTypeContext) return dateTimeType(type, rewriter);
  if (type instanceof TimeTypeContext && !type.KW_WITH()) return 'TIME';
  if (type instanceof GenericTypeContext) return genericType(type, rewriter);
  throw rewriter.refusal(type, `the type ${type.getText()}`);
};

const rowType = (type: RowTypeContext, rewriter: Rewriter): string => {
  const fields = type.rowField().map((field, index) => {
    const name = field.identifier();
    const text = name ? textOf(rewriter.emit(name)) : `"field${index}"`;
    return `${text} ${engineTypeName(field.type(), rewriter)}`;
  });
  return `STRUCT(${fields.join(', ')})`;
};

const mapType = (types: readonly TypeContext[], rewriter: Rewriter): string =>
  `MAP(${types.map((type) => engineTypeName(type, rewriter)).join(', ')})`;

const dateTimeType = (type: DateTimeTypeContext, rewriter: Rewriter): string => {
  const precision = Number(type.typeParameter()?.getText() ?? 3);
  if (!(precision <= 6)) throw rewriter.refusal(type, `the type ${type.getText()}`);
  if (type.KW_WITH()) {
    if (type._base?.text?.toLowerCase() === 'time') throw rewriter.refusal(type, 'time with time zone');
    return 'TIMESTAMP WITH TIME ZONE';
  }
  return type._base?.text?.toLowerCase() === 'time' ? 'TIME' : 'TIMESTAMP';
};

const genericType = (type: GenericTypeContext, rewriter: Rewriter): string => {
  const name = nameOf(type.identifier());
  const parameters = type.typeParameter();
  const nested = parameters.flatMap((parameter) => parameter.type() ?? []);
  if (name === 'array' && nested[0]) return `${engineTypeName(nested[0], rewriter)}[]`;
  if (name === 'map' && nested.length === 2) return mapType(nested, rewriter);
  if (name === 'decimal') return `DECIMAL(${parameters[0]?.getText() ?? '38'},${parameters[1]?.getText() ?? '0'})`;
  const scalar = SCALARS[name];
  if (UNSUPPORTED_TYPES.has(name)) throw rewriter.refusal(type, `the type ${name}`);
  if (scalar === undefined) throw rewriter.error('TYPE_MISMATCH', type, `Unknown type: ${type.getText()}`);
  return scalar;
};

const cast = (context: CastContext, rewriter: Rewriter): Fragment => {
  const expression = context.expression();
  const target = engineType(engineTypeName(context.type(), rewriter));
  const word = context.KW_TRY_CAST() ? 'TRY_CAST' : 'CAST';
  return rewriter.typed(context, [expression], (types) => {
    const value = rewriter.emit(expression);
    const [source] = types ?? [];
    const at = rewriter.at(context);
    // Until the value's type is known, all that matters is the type that it will have.
    if (!source) return fragment(at, `struct_extract({'v': ${anyOf(target)}, 'o': row(`, value, `)}, 'v')`);
    refuseUnlike(context, rewriter, source, target);
    const written = fragment(at, converted(context, rewriter, textOf(value), source, target, word));
    return shortened(context.type(), written, at);
  });
};

/** SQL of some value of the type, but not NULL: of NULL the engine's binder keeps no trace. */
const anyOf = ({ kind, engineName, parts }: EngineType): string => {
  if (kind === 'row')
    return `{${parts.map(({ name, type }) => `'${name.replaceAll("'", "''")}': ${anyOf(type)}`).join(', ')}}`;
  if (kind === 'array') return `[${parts.map(({ type }) => anyOf(type)).join('')}]`;
  if (kind === 'map') return `map(${parts.map(({ type }) => `[${anyOf(type)}]`).join(', ')})`;
  return `CAST(${SOME[kind] ?? 'NULL'} AS ${engineName})`;
};

const SOME: Readonly<Partial<Record<Kind, string>>> = {
  integer: '1',
  decimal: '0',
  double: '1',
  varchar: "'1'",
  boolean: 'true',
  date: "'2000-01-01'",
  timestamp: "'2000-01-01'",
  time: "'00:00:00'",
  json: "'1'",
};

const converted = (
  context: CastContext,
  rewriter: Rewriter,
  value: string,
  source: EngineType,
  target: EngineType,
  word: 'CAST' | 'TRY_CAST',
): string => {
  const name = context.type().getText().toUpperCase();
  if (target.kind === 'json') {
    const json = source.kind === 'null' ? `CAST(${value} AS JSON)` : toJson(value, source);
    if (json === undefined) throw rewriter.refusal(context, `CAST of a ${source.name} to JSON`);
    return json;
  }
  const isNested = source.parts.length > 0 || source.kind === 'json';
  if (!isNested) return convert(value, source, target, { word, name });
  const sql = convert(value, source, target, { word: 'CAST', name });
  return word === 'TRY_CAST' ? `TRY(${sql})` : sql;
};

/** `CAST('abcdef' AS varchar(3))` is `abc`. */
const shortened = (type: TypeContext, written: Fragment, at: number): Fragment => {
  const length = /^varchar\((\d+)\)$/i.exec(type.getText())?.[1];
  return length === undefined ? written : fragment(at, 'left(', written, `, ${length})`);
};

const refuseUnlike = (context: CastContext, rewriter: Rewriter, source: EngineType, target: EngineType): void => {
  if (!canCast(source, target))
    throw rewriter.error(
      'TYPE_MISMATCH',
      context,
      `Cannot cast ${source.name} to ${context.type().getText().toLowerCase()}`,
    );
  const isText = target.kind === 'varchar';
  if (isText && (source.kind === 'double' || source.kind === 'interval'))
    throw rewriter.refusal(context, `CAST of a ${source.name} to varchar`);
  if (holdsDoubles(source) && holdsText(target))
    throw rewriter.refusal(context, `CAST of a ${source.name} to ${target.name}`);
};

const holdsDoubles = ({ parts }: EngineType): boolean =>
  parts.some(({ type }) => type.kind === 'double' || holdsDoubles(type));
const holdsText = ({ parts }: EngineType): boolean =>
  parts.some(({ type }) => type.kind === 'varchar' || holdsText(type));

/** Kinds that a value of each kind can be cast to. https://trino.io/docs/current/functions/conversion.html */
const CASTS: Readonly<Partial<Record<Kind, readonly Kind[]>>> = {
  integer: ['integer', 'decimal', 'double', 'boolean', 'varchar', 'json'],
  decimal: ['integer', 'decimal', 'double', 'boolean', 'varchar', 'json'],
  double: ['integer', 'decimal', 'double', 'boolean', 'varchar', 'json'],
  boolean: ['integer', 'decimal', 'double', 'boolean', 'varchar', 'json'],
  varchar: ['integer', 'decimal', 'double', 'boolean', 'varchar', 'json', 'date', 'timestamp', 'time', 'other'],
  date: ['date', 'timestamp', 'varchar', 'json'],
  timestamp: ['date', 'timestamp', 'time', 'varchar', 'json'],
  time: ['time', 'varchar'],
  interval: ['interval', 'varchar'],
  varbinary: ['varbinary', 'other'],
  json: ['integer', 'decimal', 'double', 'boolean', 'varchar', 'json', 'array', 'map', 'row'],
  array: ['array', 'json'],
  map: ['map', 'json'],
  row: ['row', 'json'],
  other: ['varchar', 'varbinary', 'other'],
};

const canCast = (source: EngineType, target: EngineType): boolean => {
  if (source.kind === 'null') return true;
  if (!(CASTS[source.kind]?.includes(target.kind) ?? false)) return false;
  if (source.kind === 'json') return target.parts.every(({ type }) => canCast(source, type));
  if (target.kind === 'json') return true;
  return (
    source.parts.length === target.parts.length &&
    source.parts.every(({ type }, index) => canCast(type, target.parts[index]?.type ?? type))
  );
};

export const CAST_RULES: ReadonlyMap<unknown, Rule> = new Map([rule(CastContext, cast)]);
