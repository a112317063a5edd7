import {
  ArrayTypeContext,
  CastContext,
  DateTimeTypeContext,
  DoublePrecisionTypeContext,
  GenericTypeContext,
  LegacyArrayTypeContext,
  LegacyMapTypeContext,
  RowTypeContext,
  type TypeContext,
} from 'dt-sql-parser/dist/lib/trino/TrinoSqlParser.js';
import { fragment, textOf, type Fragment } from '../text/fragment.js';
import type { EngineType } from '../types/engine-type.js';
import { nameOf } from './names.js';
import { raiseAbout } from './raise.js';
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

/** The type in the engine's words. */
const engineTypeName = (type: TypeContext, rewriter: Rewriter): string => {
  if (type instanceof ArrayTypeContext || type instanceof LegacyArrayTypeContext)
    return `${engineTypeName(type.type(), rewriter)}[]`;
  if (type instanceof DoublePrecisionTypeContext) return 'DOUBLE';
  if (type instanceof RowTypeContext) return rowType(type, rewriter);
  if (type instanceof LegacyMapTypeContext) return mapType(type.type_(), rewriter);
  if (type instanceof DateTimeTypeContext) return dateTimeType(type, rewriter);
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
    return 'TIMESTAMPTZ';
  }
  return type._base?.text?.toLowerCase() === 'time' ? 'TIME' : 'TIMESTAMP';
};

const genericType = (type: GenericTypeContext, rewriter: Rewriter): string => {
  const name = nameOf(type.identifier());
  const parameters = type.typeParameter();
  const nested = parameters.flatMap((parameter) => parameter.type() ?? []);
  if (name === 'array' && nested[0]) return `${engineTypeName(nested[0], rewriter)}[]`;
  if (name === 'map' && nested.length === 2) return mapType(nested, rewriter);
  if (name === 'decimal') return `DECIMAL(${parameters[0]?.getText() ?? '38'}, ${parameters[1]?.getText() ?? '0'})`;
  const scalar = SCALARS[name];
  if (scalar === undefined) throw rewriter.error('TYPE_MISMATCH', type, `Unknown type: ${type.getText()}`);
  return scalar;
};

/** Texts that Trino takes for the type; the engine would take more. */
const TEXT_FORMS: Readonly<Record<string, string>> = {
  TINYINT: '[+-]?[0-9]+',
  SMALLINT: '[+-]?[0-9]+',
  INTEGER: '[+-]?[0-9]+',
  BIGINT: '[+-]?[0-9]+',
  BOOLEAN: '(?i)(true|false|t|f|1|0)',
  DATE: '\\s*[0-9]{4,}-[0-9]{1,2}-[0-9]{1,2}\\s*',
  TIMESTAMP: '\\s*[0-9]{4,}-[0-9]{1,2}-[0-9]{1,2}( [0-9]{1,2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?)?\\s*',
};

const cast = (context: CastContext, rewriter: Rewriter): Fragment => {
  const expression = context.expression();
  const target = engineTypeName(context.type(), rewriter);
  const word = context.KW_TRY_CAST() ? 'TRY_CAST' : 'CAST';
  return rewriter.typed(context, [expression], (types) => {
    const value = rewriter.emit(expression);
    const [source] = types ?? [];
    const at = rewriter.at(context);
    if (source) refuseUnlike(context, rewriter, source, target);
    const converted = source ? convert(textOf(value), source, target, word, context.type().getText()) : undefined;
    const written =
      converted === undefined ? fragment(at, `${word}(`, value, ` AS ${target})`) : fragment(at, converted);
    return shortened(context.type(), written, at);
  });
};

/** `CAST('abcdef' AS varchar(3))` is `abc`. */
const shortened = (type: TypeContext, written: Fragment, at: number): Fragment => {
  const length = /^varchar\((\d+)\)$/i.exec(type.getText())?.[1];
  return length === undefined ? written : fragment(at, 'left(', written, `, ${length})`);
};

const refuseUnlike = (context: CastContext, rewriter: Rewriter, source: EngineType, target: string): void => {
  const number = /^(TINYINT|SMALLINT|INTEGER|BIGINT|FLOAT|DOUBLE|DECIMAL.*)$/.test(target);
  const dateLike = source.kind === 'date' || source.kind === 'timestamp' || source.kind === 'time';
  const scalar = !/[\])]$/.test(target) || target.startsWith('DECIMAL');
  const nestedSource = source.kind === 'array' || source.kind === 'map' || source.kind === 'row';
  if ((dateLike && (number || target === 'BOOLEAN')) || (nestedSource && scalar && target !== 'JSON'))
    throw rewriter.error(
      'TYPE_MISMATCH',
      context,
      `Cannot cast ${source.name} to ${context.type().getText().toLowerCase()}`,
    );
  if (source.kind === 'double' && target === 'VARCHAR')
    throw rewriter.refusal(context, `CAST of a ${source.name} to varchar`);
};

/** Casts that the engine does otherwise than Trino; undefined where they agree. */
const convert = (value: string, source: EngineType, target: string, word: string, name: string): string | undefined => {
  if (target === 'JSON') return source.kind === 'json' ? undefined : `to_json(${value})`;
  if (target === 'VARCHAR') return asText(value, source);
  if (source.kind === 'double' && /^(TINYINT|SMALLINT|INTEGER|BIGINT)$/.test(target))
    return `${word}(round(${value}) AS ${target})`;
  const form = TEXT_FORMS[target];
  if (source.kind !== 'varchar' || form === undefined) return undefined;
  const problem =
    word === 'TRY_CAST'
      ? 'NULL'
      : `CAST(${raiseAbout('INVALID_CAST_ARGUMENT', `Cannot cast '`, value, `' to ${name.toUpperCase()}`)} AS VARCHAR)`;
  return `${word}(CASE WHEN regexp_full_match(${value}, '${form}') THEN ${value} WHEN ${value} IS NOT NULL THEN ${problem} END AS ${target})`;
};

const asText = (value: string, { kind, engineName }: EngineType): string | undefined => {
  if (engineName === 'TIMESTAMP WITH TIME ZONE')
    return `strftime(CAST(${value} AS TIMESTAMP), '%Y-%m-%d %H:%M:%S.%g UTC')`;
  if (kind === 'timestamp') return `strftime(${value}, '%Y-%m-%d %H:%M:%S.%g')`;
  if (kind === 'json') return `json_extract_string(${value}, '$')`;
  return undefined;
};

export const CAST_RULES: ReadonlyMap<unknown, Rule> = new Map([rule(CastContext, cast)]);
