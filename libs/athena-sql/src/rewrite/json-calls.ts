import { fragment, type Fragment } from '../text/fragment.js';
import { enginePath, parseJsonPath } from './json-path.js';
import { special, texts, type Call, type SpecialCall } from './special-call.js';

/** The path, which must be a literal that names members and elements, as a literal of the engine. */
const pathOf = (call: Call): string => {
  const { literal } = call.values[1] ?? {};
  if (literal === undefined) throw call.rewriter.refusal(call.context, 'a JSON path that is not a literal');
  if (!literal.startsWith('$'))
    throw call.rewriter.error('INVALID_FUNCTION_ARGUMENT', call.context, `Invalid JSON path: '${literal}'`);
  const steps = parseJsonPath(literal);
  const path = steps && enginePath(steps);
  if (path === undefined) throw call.rewriter.refusal(call.context, `the JSON path '${literal}'`);
  return path;
};

/** Of a text that is no JSON there is nothing to extract. */
const ofValidJson = (call: Call, body: (json: string) => string): Fragment => {
  const [json] = texts(call);
  const { type } = call.values[0] ?? {};
  return fragment(
    call.at,
    type?.kind === 'json' ? body(json) : `(CASE WHEN json_valid(${json}) THEN ${body(`CAST(${json} AS JSON)`)} END)`,
  );
};

const extract = (call: Call): Fragment => {
  const path = pathOf(call);
  return ofValidJson(call, (json) => `json_extract(${json}, ${path})`);
};

const extractScalar = (call: Call): Fragment => {
  const path = pathOf(call);
  return ofValidJson(
    call,
    (json) =>
      `(CASE WHEN json_type(${json}, ${path}) NOT IN ('OBJECT', 'ARRAY', 'NULL') THEN json_extract_string(${json}, ${path}) END)`,
  );
};

const size = (call: Call): Fragment => {
  const path = pathOf(call);
  return ofValidJson(
    call,
    (json) =>
      `(CASE json_type(${json}, ${path}) WHEN 'ARRAY' THEN CAST(json_array_length(${json}, ${path}) AS BIGINT) WHEN 'OBJECT' THEN CAST(len(json_keys(${json}, ${path})) AS BIGINT) WHEN NULL THEN NULL ELSE CASE WHEN json_exists(${json}, ${path}) THEN 0 END END)`,
  );
};

const arrayLength = (call: Call): Fragment =>
  ofValidJson(
    call,
    (json) => `(CASE WHEN json_type(${json}) = 'ARRAY' THEN CAST(json_array_length(${json}) AS BIGINT) END)`,
  );

const arrayGet = (call: Call): Fragment => {
  const [, index] = texts(call);
  return ofValidJson(
    call,
    (json) =>
      `(CASE WHEN json_type(${json}) = 'ARRAY' THEN CAST(${json} AS JSON[])[CASE WHEN ${index} < 0 THEN ${index} ELSE ${index} + 1 END] END)`,
  );
};

/** Types of JSON that a value of each type is looked for among. */
const JSON_TYPES: Readonly<Record<string, string>> = {
  integer: `'UBIGINT', 'BIGINT'`,
  double: `'UBIGINT', 'BIGINT', 'DOUBLE'`,
  varchar: `'VARCHAR'`,
  boolean: `'BOOLEAN'`,
};

const arrayContains = (call: Call): Fragment => {
  const [, value] = texts(call);
  const { type } = call.values[1] ?? {};
  if (!type) return fragment(call.at, 'CAST(NULL AS BOOLEAN)');
  const kinds = JSON_TYPES[type.kind];
  if (kinds === undefined) throw call.rewriter.refusal(call.context, `json_array_contains of a ${type.name}`);
  const own = `CAST(json_extract_string("$j", '$') AS ${type.engineName})`;
  return ofValidJson(
    call,
    (json) =>
      `(CASE WHEN json_type(${json}) = 'ARRAY' THEN len(list_filter(CAST(${json} AS JSON[]), lambda "$j": json_type("$j") IN (${kinds}) AND ${own} = ${value})) > 0 END)`,
  );
};

const isScalar = (call: Call): Fragment =>
  ofValidJson(call, (json) => `(json_type(${json}) NOT IN ('OBJECT', 'ARRAY'))`);

/**
 * https://trino.io/docs/current/functions/json.html
 *
 * Differs: members of objects keep their order, which Trino sorts by name in json_parse and json_format.
 */
export const JSON_CALLS: Readonly<Record<string, SpecialCall>> = {
  json_extract: special('jv', extract),
  json_extract_scalar: special('jv', extractScalar),
  json_size: special('jv', size),
  json_array_length: special('j', arrayLength),
  json_array_get: special('ji', arrayGet),
  json_array_contains: special('jq', arrayContains),
  is_json_scalar: special('j', isScalar),
};
