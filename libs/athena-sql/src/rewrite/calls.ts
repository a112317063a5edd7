import {
  FunctionCallContext,
  LambdaContext,
  type ExpressionContext,
} from 'dt-sql-parser/dist/lib/trino/TrinoSqlParser.js';
import { FUNCTIONS } from '../functions/catalogue.js';
import { UNSUPPORTED_FUNCTIONS } from '../functions/unsupported-functions.js';
import type { FunctionEntry } from '../functions/function-entry.js';
import { fragment, separated, type Fragment } from '../text/fragment.js';
import { areCompatible, engineType, isNumber, type EngineType } from '../types/engine-type.js';
import { innermost, literalTextOf } from './innermost.js';
import { nameOf } from './names.js';
import type { Rewriter, Rule } from './rewriter.js';
import { rule } from './rule.js';
import { SPECIAL_CALLS } from './special-calls.js';

/** An argument as it was written and as the engine gets it. */
export interface Argument {
  readonly node: ExpressionContext;
  readonly written: Fragment;
  readonly type: EngineType | undefined;
  /** The text of a string literal. */
  readonly literal: string | undefined;
}

const functionCall = (context: FunctionCallContext, rewriter: Rewriter): Fragment => {
  const name = nameOf({ getText: () => context.functionName().getText() } as never);
  const special = SPECIAL_CALLS[name];
  const entry = FUNCTIONS.get(name);
  if (!special && !entry) throw unknownFunction(context, rewriter, name);
  if (context.processingMode()) throw rewriter.refusal(context, 'RUNNING and FINAL');
  const kinds = special?.kinds ?? entry?.kinds ?? '';
  const values = argumentsOf(context).map((node, index) => argument(node, kindAt(kinds, index), rewriter));
  const [least, most] = special?.arity ?? entry?.arity ?? [0, 0];
  const wrongCount = values.length < least || values.length > most;
  if (wrongCount || !areAllowed(values, kinds)) throw unexpected(context, rewriter, name, values);
  if (special && !special.overRows) refuseOverRows(context, rewriter);
  if (special)
    return special.write({ context, rewriter, values, at: rewriter.at(context), tail: tailOf(context, rewriter) });
  return entry?.role
    ? overRows(context, rewriter, entry, values)
    : inRow(context, rewriter, entry as FunctionEntry, values);
};

const unknownFunction = (context: FunctionCallContext, rewriter: Rewriter, name: string): Error =>
  UNSUPPORTED_FUNCTIONS.has(name)
    ? rewriter.refusal(context, `the function ${name}`)
    : rewriter.error('FUNCTION_NOT_FOUND', context, `Function '${name}' not registered`);

const argumentsOf = (context: FunctionCallContext): readonly ExpressionContext[] => context.expression();

const argument = (node: ExpressionContext, kind: string, rewriter: Rewriter): Argument => {
  const literal = literalTextOf(node);
  // Its body is written by the call, which knows what its parameters stand for.
  if (kind === 'L') return { node, written: [], type: undefined, literal };
  if (kind === '*' || innermost(node) instanceof LambdaContext)
    return { node, written: rewriter.emit(node), type: undefined, literal };
  return { node, ...rewriter.operand(node), literal };
};

const kindAt = (kinds: string, index: number): string => kinds[index] ?? kinds.at(-1) ?? '*';

const ALLOWED: Readonly<Record<string, (type: EngineType) => boolean>> = {
  v: ({ kind }) => kind === 'varchar',
  n: isNumber,
  i: ({ kind }) => kind === 'integer',
  b: ({ kind }) => kind === 'boolean',
  d: ({ kind }) => kind === 'date' || kind === 'timestamp',
  a: ({ kind }) => kind === 'array',
  m: ({ kind }) => kind === 'map',
  j: ({ kind }) => kind === 'json' || kind === 'varchar',
  x: ({ kind }) => kind === 'varbinary',
  c: ({ kind }) => kind === 'array' || kind === 'map',
  s: ({ kind }) => kind === 'varchar' || kind === 'varbinary',
  I: ({ kind }) => kind === 'interval',
};

/** Kinds that depend on the type of the first argument: its element, its key, itself. */
const LIKE_FIRST: Readonly<Record<string, (first: EngineType) => EngineType | undefined>> = {
  E: ({ parts }) => parts[0]?.type,
  K: ({ kind, parts }) => (kind === 'map' ? parts[0]?.type : engineType('INTEGER')),
  F: (first) => first,
};

const isLikeFirst = (type: EngineType, kind: string, first: EngineType | undefined): boolean => {
  const wanted = first && LIKE_FIRST[kind]?.(first);
  return !wanted || (areCompatible(wanted, type) && (wanted.kind !== 'row' || wanted.engineName === type.engineName));
};

const areAllowed = (values: readonly Argument[], kinds: string): boolean => {
  const shared = values.flatMap(({ type }, index) => (kindAt(kinds, index) === 'T' && type ? [type] : []));
  return (
    shared.every((type) => shared.every((other) => areCompatible(type, other))) &&
    values.every(({ type }, index) => {
      const kind = kindAt(kinds, index);
      const allows = ALLOWED[kind];
      if (!type || type.kind === 'null') return true;
      return allows ? allows(type) : isLikeFirst(type, kind, values[0]?.type);
    })
  );
};

const unexpected = (
  context: FunctionCallContext,
  rewriter: Rewriter,
  name: string,
  values: readonly Argument[],
): Error =>
  rewriter.error(
    'TYPE_MISMATCH',
    context,
    `Unexpected parameters (${values.map(({ type }) => type?.name ?? 'unknown').join(', ')}) for function ${name}`,
  );

const inRow = (
  context: FunctionCallContext,
  rewriter: Rewriter,
  { sql, meanwhile }: FunctionEntry,
  values: readonly Argument[],
): Fragment => {
  refuseOverRows(context, rewriter);
  if (meanwhile !== undefined && values.some(({ type }) => !type))
    return filled(`struct_extract({'v': ${meanwhile}, 'o': row($*)}, 'v')`, values, rewriter.at(context));
  return filled(sql, values, rewriter.at(context));
};

/** A function of one row has nothing to do with the others. */
const refuseOverRows = (context: FunctionCallContext, rewriter: Rewriter): void => {
  const misplaced =
    context.over() ?? context.filter() ?? context.setQuantifier() ?? context.nullTreatment() ?? context.ASTERISK();
  if (misplaced || context.sortItem().length > 0)
    throw rewriter.error(
      'FUNCTION_NOT_AGGREGATE',
      context,
      `'${context.getText()}' is not an aggregate or window function`,
    );
};

const overRows = (
  context: FunctionCallContext,
  rewriter: Rewriter,
  { sql, around = '@', role }: FunctionEntry,
  values: readonly Argument[],
): Fragment => {
  const at = rewriter.at(context);
  if (role === 'window' && !context.over())
    throw rewriter.error(
      'FUNCTION_NOT_WINDOW',
      context,
      `Window function ${context.functionName().getText()} requires an OVER clause`,
    );
  const [head, rest] = [sql.slice(0, sql.indexOf('(') + 1), sql.slice(sql.indexOf('(') + 1, -1)];
  const tail = tailOf(context, rewriter);
  const given = context.ASTERISK() ? fragment(at, '*') : filled(rest, values, at);
  const call = fragment(at, head, tail.distinct, given, tail.order, ')', tail.after);
  const [before = '', after = ''] = around.split('@');
  return fragment(at, before, call, after);
};

/** What stands with an aggregate beside its arguments. */
export interface CallTail {
  readonly distinct: string;
  /** ORDER BY and IGNORE NULLS, which the engine has within the parentheses. */
  readonly order: Fragment;
  /** FILTER and OVER. */
  readonly after: Fragment;
}

const tailOf = (context: FunctionCallContext, rewriter: Rewriter): CallTail => {
  const at = rewriter.at(context);
  const sort = context.sortItem();
  const ignores = context.nullTreatment()?.getText().toUpperCase().startsWith('IGNORE') === true;
  const [filter, over] = [context.filter(), context.over()];
  return {
    distinct: context.setQuantifier()?.getText().toUpperCase() === 'DISTINCT' ? 'DISTINCT ' : '',
    order: fragment(
      at,
      ...(sort.length > 0 ? [' ORDER BY ', rewriter.list(sort)] : []),
      ignores ? ' IGNORE NULLS' : '',
    ),
    after: fragment(at, ...(filter ? [' ', rewriter.emit(filter)] : []), ...(over ? [' ', rewriter.emit(over)] : [])),
  };
};

/** The template with its arguments in their places. */
export const filled = (template: string, values: readonly Argument[], at: number): Fragment =>
  fragment(
    at,
    ...template.split(/(\$(?:\d|\*|N|[AC]\d))/).map((part) => {
      if (part === '$*')
        return separated(
          at,
          values.map(({ written }) => written),
          ', ',
        );
      if (part === '$N')
        return separated(
          at,
          values.map(({ written }) => fragment(at, '(', written, ') IS NULL')),
          ' OR ',
        );
      if (/^\$\d$/.test(part)) return values[Number(part[1]) - 1]?.written ?? 'NULL';
      if (/^\$[AC]\d$/.test(part)) return typeWord(values[Number(part[2]) - 1]?.type, part[1] === 'C');
      return part;
    }),
  );

/** Athena's name of a type, or the engine's for a CAST to the argument's own type. */
const typeWord = (type: EngineType | undefined, engine: boolean): string => {
  if (engine)
    return !type || type.kind === 'null' ? 'DOUBLE' : type.kind === 'decimal' ? `DECIMAL(38,0)` : type.engineName;
  return type?.name ?? 'unknown';
};

export const CALL_RULES: ReadonlyMap<unknown, Rule> = new Map([rule(FunctionCallContext, functionCall)]);
