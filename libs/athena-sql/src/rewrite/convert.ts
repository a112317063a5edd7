import type { EngineType } from '../types/engine-type.js';
import { raiseAbout } from './raise.js';

/** Texts that Trino takes for the type; the engine would take more. */
const TEXT_FORMS: readonly (readonly [types: RegExp, form: string])[] = [
  [/^(TINYINT|SMALLINT|INTEGER|BIGINT)$/, '[+-]?[0-9]+'],
  [/^(FLOAT|DOUBLE)$/, '\\s*([+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?|NaN|[+-]?Infinity)\\s*'],
  [/^DECIMAL/, '[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?'],
  [/^BOOLEAN$/, '(?i)(true|false|t|f|1|0)'],
  [/^DATE$/, '\\s*[0-9]{4,}-[0-9]{1,2}-[0-9]{1,2}\\s*'],
  [/^TIMESTAMP$/, '\\s*[0-9]{4,}-[0-9]{1,2}-[0-9]{1,2}( [0-9]{1,2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?)?\\s*'],
];

const WHOLE = /^(TINYINT|SMALLINT|INTEGER|BIGINT)$/;

/** What a failed cast of a text is called: `Cannot cast 'abc' to INT`. */
export interface Cast {
  readonly word: 'CAST' | 'TRY_CAST';
  /** `INT`, as the statement says it. */
  readonly name: string;
}

/** SQL of a value that is neither nested nor JSON as the type. */
export const convertScalar = (value: string, source: EngineType, target: EngineType, { word, name }: Cast): string => {
  const to = target.engineName;
  if (to === 'VARCHAR') return asText(value, source);
  if (source.kind === 'double' && WHOLE.test(to)) return `${word}(round(${value}) AS ${to})`;
  const form = TEXT_FORMS.find(([types]) => types.test(to))?.[1];
  if (source.kind !== 'varchar' || form === undefined) return `${word}(${value} AS ${to})`;
  const problem = word === 'TRY_CAST' ? 'NULL' : `CAST(${uncastable(value, target, name)} AS VARCHAR)`;
  return `${word}(CASE WHEN regexp_full_match(${value}, '${form}') THEN ${value} WHEN ${value} IS NOT NULL THEN ${problem} END AS ${to})`;
};

const uncastable = (value: string, { kind }: EngineType, name: string): string =>
  kind === 'date' || kind === 'timestamp'
    ? raiseAbout('INVALID_CAST_ARGUMENT', `Value cannot be cast to ${kind}: `, value, '')
    : raiseAbout('INVALID_CAST_ARGUMENT', `Cannot cast '`, value, `' to ${name}`);

const asText = (value: string, { kind, engineName }: EngineType): string => {
  if (engineName === 'TIMESTAMP WITH TIME ZONE')
    return `strftime(CAST(${value} AS TIMESTAMP), '%Y-%m-%d %H:%M:%S.%g UTC')`;
  if (kind === 'timestamp') return `strftime(${value}, '%Y-%m-%d %H:%M:%S.%g')`;
  if (kind === 'time') return `strftime(DATE '1970-01-01' + ${value}, '%H:%M:%S.%g')`;
  return `CAST(${value} AS VARCHAR)`;
};

/** SQL of an array, map or row as another of the same form: fields by their places, as in Trino. */
export const convert = (value: string, source: EngineType, target: EngineType, cast: Cast, depth = 0): string => {
  if (source.kind === 'null') return `CAST(${value} AS ${target.engineName})`;
  if (source.kind === 'json' && target.kind !== 'json') return fromJson(value, target, depth);
  if (source.parts.length === 0 || source.engineName === target.engineName)
    return convertScalar(value, source, target, cast);
  const element = `"$cast${depth}"`;
  const part = (sql: string, index: number): string => {
    const [from, to] = [source.parts[index]?.type, target.parts[index]?.type];
    return from && to ? convert(sql, from, to, { ...cast, name: to.name.toUpperCase() }, depth + 1) : sql;
  };
  if (target.kind === 'array') return `list_transform(${value}, lambda ${element}: ${part(element, 0)})`;
  if (target.kind === 'map') {
    const [key, item] = [part(`struct_extract(${element}, 'key')`, 0), part(`struct_extract(${element}, 'value')`, 1)];
    return `map_from_entries(list_transform(map_entries(${value}), lambda ${element}: {'key': ${key}, 'value': ${item}}))`;
  }
  const fields = target.parts.map(
    ({ name }, index) => `${literal(name)}: ${part(`struct_extract_at(${element}, ${index + 1})`, index)}`,
  );
  return `list_transform([${value}], lambda ${element}: CASE WHEN ${element} IS NOT NULL THEN {${fields.join(', ')}} END)[1]`;
};

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/**
 * SQL of a JSON value as the type; JSON's null is NULL. Members that the row has not are left out, and fields that the
 * object has not are NULL.
 */
const fromJson = (value: string, target: EngineType, depth: number): string => {
  const item = `"$json${depth}"`;
  const elementType = target.parts[0]?.type;
  if (target.kind === 'array' && elementType)
    return ofKind(
      item,
      value,
      'ARRAY',
      target,
      `list_transform(CAST(${item} AS JSON[]), lambda "$of${depth}": ${fromJson(`"$of${depth}"`, elementType, depth + 1)})`,
    );
  const valueType = target.parts[1]?.type;
  if (target.kind === 'map' && valueType && elementType?.kind === 'varchar')
    return ofKind(
      item,
      value,
      'OBJECT',
      target,
      `map_from_entries(list_transform(map_entries(CAST(${item} AS MAP(VARCHAR, JSON))), lambda "$of${depth}": {'key': struct_extract("$of${depth}", 'key'), 'value': ${fromJson(`struct_extract("$of${depth}", 'value')`, valueType, depth + 1)}}))`,
    );
  if (target.kind === 'row') {
    const fields = target.parts.map(
      ({ name, type }) =>
        `${literal(name)}: ${fromJson(`json_extract(${item}, '$."${name.replaceAll("'", "''")}"')`, type, depth + 1)}`,
    );
    return ofKind(item, value, 'OBJECT', target, `{${fields.join(', ')}}`);
  }
  if (target.kind === 'json') return value;
  const problem = raiseAbout('INVALID_CAST_ARGUMENT', 'Cannot cast JSON to ', literal(target.name), '');
  const text = `json_extract_string(${item}, '$')`;
  const scalar =
    target.kind === 'varchar'
      ? text
      : `CAST(${target.kind === 'integer' ? `round(CAST(${text} AS DECIMAL(38,9)))` : text} AS ${target.engineName})`;
  return `list_transform([${value}], lambda ${item}: CASE WHEN json_type(${item}) IN ('OBJECT', 'ARRAY') THEN CAST(CAST(${problem} AS VARCHAR) AS ${target.engineName}) ELSE ${scalar} END)[1]`;
};

const ofKind = (item: string, value: string, kind: string, target: EngineType, body: string): string => {
  const problem = raiseAbout('INVALID_CAST_ARGUMENT', `Cannot cast JSON to `, literal(target.name), '');
  return `list_transform([${value}], lambda ${item}: CASE json_type(${item}) WHEN '${kind}' THEN ${body} WHEN 'NULL' THEN NULL ELSE CASE WHEN ${item} IS NOT NULL AND ${problem} IS NULL THEN ${body} END END)[1]`;
};

/** SQL of a value as JSON; undefined for a type whose JSON the engine writes otherwise than Trino. */
export const toJson = (value: string, source: EngineType): string | undefined => {
  const { kind, parts } = source;
  if (kind === 'json') return value;
  if (kind === 'decimal') return `CAST(CAST(${value} AS VARCHAR) AS JSON)`;
  if (kind === 'timestamp' || kind === 'time') return `to_json(${asText(value, source)})`;
  const isPlain = ['integer', 'varchar', 'boolean', 'date', 'double', 'null'].includes(kind);
  if (isPlain) return `to_json(${value})`;
  if (!parts.every(({ type }) => isWrittenAlike(type))) return undefined;
  if (kind === 'map') return `to_json(map_from_entries(list_sort(map_entries(${value}))))`;
  if (kind === 'row' && parts.some(({ name }) => /^(field\d+)?$/.test(name))) return undefined;
  return kind === 'array' || kind === 'row' ? `to_json(${value})` : undefined;
};

const isWrittenAlike = ({ kind, parts }: EngineType): boolean =>
  ['integer', 'varchar', 'boolean', 'date', 'double', 'null', 'json'].includes(kind) ||
  ((kind === 'array' || (kind === 'row' && parts.every(({ name }) => !/^(field\d+)?$/.test(name)))) &&
    parts.every(({ type }) => isWrittenAlike(type)));
