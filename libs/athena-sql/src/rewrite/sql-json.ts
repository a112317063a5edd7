import type { ParserRuleContext } from 'antlr4ng';
import {
  JsonArrayContext,
  JsonExistsContext,
  JsonObjectContext,
  JsonQueryContext,
  JsonValueContext,
  type JsonPathInvocationContext,
  type JsonValueExpressionContext,
} from 'dt-sql-parser/dist/lib/trino/TrinoSqlParser.js';
import { fragment, separated, textOf, type Fragment } from '../text/fragment.js';
import { toJson } from './convert.js';
import { literalTextOf } from './innermost.js';
import { enginePath, parseJsonPath, type JsonStep } from './json-path.js';
import { raise } from './raise.js';
import type { Rewriter, Rule } from './rewriter.js';
import { rule } from './rule.js';

/** A document and the place in it that a path names, as SQL. */
interface Located {
  /** JSON, or NULL where the text is no JSON. */
  readonly json: string;
  readonly path: string;
  /** SQL that ends the query where lax mode would look into an array by itself. */
  readonly guard: string;
}

/**
 * Reads `lax $.a[0]` or `strict $.a[0]`.
 *
 * Differs: a path of lax mode that meets an array where it names a member ends the query, and is not unwrapped.
 */
const located = (context: JsonPathInvocationContext, rewriter: Rewriter): Located => {
  if (context.KW_PASSING()) throw rewriter.refusal(context, 'PASSING');
  const text = literalTextOf(context.string()) ?? context.string().getText().slice(1, -1).replaceAll("''", "'");
  const [, mode = '', path = ''] = /^\s*(lax|strict)\s+(.*?)\s*$/s.exec(text) ?? [];
  const steps = parseJsonPath(path);
  const own = steps && enginePath(steps);
  if (!steps || own === undefined) throw rewriter.refusal(context, `the JSON path '${text}'`);
  const { written } = documentOf(context.jsonValueExpression(), rewriter);
  const document = textOf(written);
  const json = `(CASE WHEN json_valid(${document}) THEN CAST(${document} AS JSON) END)`;
  return { json, path: own, guard: mode === 'lax' ? laxGuard(json, steps) : 'true' };
};

const documentOf = (context: JsonValueExpressionContext, rewriter: Rewriter): { readonly written: Fragment } => {
  if (context.KW_FORMAT()) throw rewriter.refusal(context, 'FORMAT JSON');
  const { written, type } = rewriter.operand(context.expression());
  if (type && type.kind !== 'varchar' && type.kind !== 'null')
    throw rewriter.error(
      'TYPE_MISMATCH',
      context,
      `Cannot read input of type ${type.name} as JSON using formatting JSON`,
    );
  return { written };
};

const laxGuard = (json: string, steps: readonly JsonStep[]): string => {
  const unlike = steps.map((step, index) => {
    const before = enginePath(steps.slice(0, index)) ?? "'$'";
    const type = `coalesce(json_type(${json}, ${before}), 'NULL')`;
    return typeof step === 'string' ? `${type} = 'ARRAY'` : `${type} NOT IN ('ARRAY', 'NULL')`;
  });
  if (unlike.length === 0) return 'true';
  const problem = raise(
    'NOT_SUPPORTED',
    'a JSON path in lax mode that meets an array without an index, or the other way round, is not supported by the local cloud',
  );
  return `(CASE WHEN ${unlike.join(' OR ')} THEN ${problem} ELSE 1 END = 1)`;
};

const RETURNED: Readonly<Record<string, string>> = {
  varchar: 'VARCHAR',
  boolean: 'BOOLEAN',
  int: 'INTEGER',
  integer: 'INTEGER',
  bigint: 'BIGINT',
  double: 'DOUBLE',
  date: 'DATE',
};

const jsonValue = (context: JsonValueContext, rewriter: Rewriter): Fragment => {
  const { json, path, guard } = located(context.jsonPathInvocation(), rewriter);
  const behaviours = [context._emptyBehavior, context._errorBehavior];
  if (behaviours.some((behaviour) => behaviour && !behaviour.KW_NULL()))
    throw rewriter.refusal(context, 'JSON_VALUE with ERROR or DEFAULT');
  const word = context.type()?.getText().toLowerCase() ?? 'varchar';
  const type = RETURNED[word];
  if (type === undefined) throw rewriter.refusal(context, `JSON_VALUE … RETURNING ${word}`);
  const text = `json_extract_string(${json}, ${path})`;
  const value = `(CASE WHEN ${guard} AND json_type(${json}, ${path}) NOT IN ('OBJECT', 'ARRAY', 'NULL') THEN ${text} END)`;
  return fragment(rewriter.at(context), type === 'VARCHAR' ? value : `TRY_CAST(${value} AS ${type})`);
};

const jsonExists = (context: JsonExistsContext, rewriter: Rewriter): Fragment => {
  const { json, path, guard } = located(context.jsonPathInvocation(), rewriter);
  const behaviour = context.jsonExistsErrorBehavior();
  if (behaviour && !behaviour.KW_FALSE()) throw rewriter.refusal(context, 'JSON_EXISTS with TRUE, UNKNOWN or ERROR');
  const document = textOf(documentOf(context.jsonPathInvocation().jsonValueExpression(), rewriter).written);
  return fragment(
    rewriter.at(context),
    `(CASE WHEN (${document}) IS NOT NULL AND ${guard} THEN coalesce(json_exists(${json}, ${path}), false) END)`,
  );
};

const jsonQuery = (context: JsonQueryContext, rewriter: Rewriter): Fragment => {
  const { json, path, guard } = located(context.jsonPathInvocation(), rewriter);
  const wrapper = context.jsonQueryWrapperBehavior();
  const isPlain =
    (!wrapper || wrapper.KW_WITHOUT()) &&
    !context.KW_QUOTES() &&
    !context.KW_RETURNING() &&
    context.jsonQueryBehavior().every((behaviour) => behaviour.KW_NULL());
  if (!isPlain) throw rewriter.refusal(context, 'JSON_QUERY with RETURNING, a wrapper, QUOTES, ERROR or EMPTY');
  return fragment(
    rewriter.at(context),
    `(CASE WHEN ${guard} THEN CAST(json(json_extract(${json}, ${path})) AS VARCHAR) END)`,
  );
};

/** A value within a new document as its text there, or NULL; the engine would write decimals otherwise than Trino. */
const member = (context: JsonValueExpressionContext, rewriter: Rewriter): Fragment => {
  if (context.KW_FORMAT()) throw rewriter.refusal(context, 'FORMAT JSON');
  const expression = context.expression();
  return rewriter.typed(context, [expression], ([type] = []) => {
    const value = rewriter.emit(expression);
    const at = rewriter.at(context);
    if (!type || type.kind === 'null') return fragment(at, 'CAST(to_json(', value, ') AS VARCHAR)');
    const json = type.parts.length > 0 ? undefined : toJson(textOf(value), type);
    if (json === undefined) throw rewriter.refusal(context, `a JSON document with a ${type.name}`);
    return fragment(at, `CAST(${json} AS VARCHAR)`);
  });
};

const refuseReturning = (context: JsonObjectContext | JsonArrayContext, name: string, rewriter: Rewriter): void => {
  if (context.KW_RETURNING()) throw rewriter.refusal(context, `${name} with RETURNING`);
};

const jsonObject = (context: JsonObjectContext, rewriter: Rewriter): Fragment => {
  refuseReturning(context, 'JSON_OBJECT', rewriter);
  if (context.KW_ABSENT() ?? context.KW_UNIQUE()) throw rewriter.refusal(context, 'JSON_OBJECT with ABSENT or UNIQUE');
  const at = rewriter.at(context);
  const members = context.jsonObjectMember().map((part) => {
    const name = nameOfMember(part.expression(), rewriter);
    const value = member(part.jsonValueExpression(), rewriter);
    return fragment(at, 'CAST(to_json(', name, `) AS VARCHAR), ':', coalesce(`, value, `, 'null')`);
  });
  return fragment(at, `concat('{', `, separated(at, members, `, ',', `), members.length > 0 ? `, '}')` : `'}')`);
};

const nameOfMember = (node: ParserRuleContext, rewriter: Rewriter): Fragment => {
  const { written, type } = rewriter.operand(node);
  if (type && type.kind !== 'varchar')
    throw rewriter.error('TYPE_MISMATCH', node, `Key of JSON_OBJECT must be a character string (actual: ${type.name})`);
  return written;
};

/** NULL values are left out unless the statement says NULL ON NULL. */
const jsonArray = (context: JsonArrayContext, rewriter: Rewriter): Fragment => {
  refuseReturning(context, 'JSON_ARRAY', rewriter);
  const at = rewriter.at(context);
  const keepsNulls = context.KW_NULL().length > 0;
  const elements = context.jsonValueExpression().map((element) => {
    const value = member(element, rewriter);
    return keepsNulls ? fragment(at, 'coalesce(', value, `, 'null')`) : value;
  });
  return fragment(
    at,
    `concat('[', array_to_string(CAST([`,
    separated(at, elements, ', '),
    `] AS VARCHAR[]), ','), ']')`,
  );
};

/** https://trino.io/docs/current/functions/json.html */
export const SQL_JSON_RULES: ReadonlyMap<unknown, Rule> = new Map([
  rule(JsonValueContext, jsonValue),
  rule(JsonExistsContext, jsonExists),
  rule(JsonQueryContext, jsonQuery),
  rule(JsonObjectContext, jsonObject),
  rule(JsonArrayContext, jsonArray),
]);
