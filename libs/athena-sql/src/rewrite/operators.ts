import {
  AndContext,
  ArithmeticBinaryContext,
  ConcatenationContext,
  HavingClauseContext,
  LogicalNotContext,
  OrContext,
  SubscriptContext,
  WhereClauseContext,
} from 'dt-sql-parser/dist/lib/trino/TrinoSqlParser.js';
import type { ParserRuleContext } from 'antlr4ng';
import { fragment, textOf, type Fragment } from '../text/fragment.js';
import { literalType } from '../types/literal-type.js';
import { areCompatible, isNumber, type EngineType } from '../types/engine-type.js';
import { standIn } from './conditionals.js';
import { decimalQuotient } from './decimal-quotient.js';
import { refuseMixedRows } from './mixed-rows.js';
import { cannotApply } from './predicates.js';
import { raise, raiseAbout } from './raise.js';
import type { Rewriter, Rule } from './rewriter.js';
import { rule } from './rule.js';

const DIVISION_BY_ZERO = raise('DIVISION_BY_ZERO', 'Division by zero');

const arithmetic = (context: ArithmeticBinaryContext, rewriter: Rewriter): Fragment => {
  const [left, right] = context.valueExpression();
  const operator = context._operator?.text ?? '';
  if (!left || !right) return rewriter.children(context);
  return rewriter.typed(context, [left, right], (types) => {
    const [a, b] = types ?? [];
    const [x, y] = [rewriter.emit(left), rewriter.emit(right)];
    const at = context._operator?.start ?? rewriter.at(context);
    if (a && b) return checkedArithmetic(rewriter, { a, b, x, y, operator, at });
    return fragment(at, '(', x, ` ${operator} `, y, ')');
  });
};

interface Operation {
  readonly a: EngineType;
  readonly b: EngineType;
  readonly x: Fragment;
  readonly y: Fragment;
  readonly operator: string;
  readonly at: number;
}

const checkedArithmetic = (rewriter: Rewriter, operation: Operation): Fragment => {
  const { a, b, x, y, operator, at } = operation;
  const plain = fragment(at, '(', x, ` ${operator} `, y, ')');
  if (a.kind === 'null' || b.kind === 'null') return fragment(at, '(', x, ' + ', y, ')');
  if (isNumber(a) && isNumber(b)) return operator === '/' || operator === '%' ? division(operation) : plain;
  if (operator === '-' && a.kind === 'date' && b.kind === 'date')
    return fragment(at, 'to_days((', x, ' - ', y, ')::INTEGER)');
  if ((operator === '+' || operator === '-') && a.kind === 'date' && b.kind === 'interval')
    return dateAnd(x, operator, y, at);
  if (operator === '+' && a.kind === 'interval' && b.kind === 'date') return dateAnd(y, operator, x, at);
  if ((operator === '+' || operator === '-') && areTimes(a, b, operator)) return plain;
  if (operator === '*' && intervalTimes(a, b)) return plain;
  throw cannotApply(rewriter, at, a, operator, b);
};

const areTimes = (a: EngineType, b: EngineType, operator: string): boolean =>
  (['timestamp', 'time', 'interval'].includes(a.kind) && b.kind === 'interval') ||
  (operator === '+' && a.kind === 'interval' && ['timestamp', 'time'].includes(b.kind)) ||
  (operator === '-' && a.kind === 'timestamp' && b.kind === 'timestamp');

const intervalTimes = (a: EngineType, b: EngineType): boolean =>
  (a.kind === 'interval' && b.kind === 'integer') || (a.kind === 'integer' && b.kind === 'interval');

/** A date stays a date; hours added to it are refused, as in Trino. */
const dateAnd = (date: Fragment, operator: string, interval: Fragment, at: number): Fragment => {
  const sum = textOf(fragment(at, '(', date, ` ${operator} `, interval, ')'));
  const problem = raise('INVALID_FUNCTION_ARGUMENT', 'Cannot add hour, minutes or seconds to a date');
  return fragment(
    at,
    `(CASE WHEN ${sum} <> date_trunc('day', ${sum}) THEN CAST(${problem}::VARCHAR AS DATE) ELSE CAST(${sum} AS DATE) END)`,
  );
};

/** Integers give whole numbers, decimals a rounded decimal, doubles a double; only of the last may the divisor be zero. */
const division = ({ a, b, x, y, operator, at }: Operation): Fragment => {
  const plain = fragment(at, '(', x, ` ${operator} `, y, ')');
  if (a.kind === 'double' || b.kind === 'double')
    return fragment(at, '(CAST(', x, ` AS DOUBLE) ${operator} CAST(`, y, ' AS DOUBLE))');
  const quotient = operator === '/' && (a.kind === 'decimal' || b.kind === 'decimal');
  const whole = operator === '/' ? fragment(at, '(', x, ' // ', y, ')') : plain;
  const value = quotient ? fragment(at, decimalQuotient(textOf(x), a, textOf(y), b)) : whole;
  return fragment(at, '(CASE WHEN ', y, ` = 0 THEN ${DIVISION_BY_ZERO} ELSE `, value, ' END)');
};

const concatenation = (context: ConcatenationContext, rewriter: Rewriter): Fragment => {
  const operands = context.valueExpression();
  return rewriter.typed(context, operands, (types) => {
    const [a, b] = types ?? [];
    const at = rewriter.at(context);
    if (!a || !b) return standIn(operands, rewriter, at);
    const [x, y] = operands.map((operand) => rewriter.emit(operand));
    if (isElementOf(b, a)) return fragment(at, 'list_append(', x ?? [], ', ', y ?? [], ')');
    if (isElementOf(a, b)) return fragment(at, 'list_prepend(', x ?? [], ', ', y ?? [], ')');
    if (!canConcatenate(a, b)) throw cannotApply(rewriter, context.CONCAT().symbol.start, a, '||', b);
    refuseMixedRows(context, rewriter, [a, b]);
    return fragment(at, '(', x ?? [], ' || ', y ?? [], ')');
  });
};

/** An array and one more element, as `ARRAY[1] || 2`. */
const isElementOf = (type: EngineType, list: EngineType): boolean => {
  const element = list.kind === 'array' ? list.parts[0]?.type : undefined;
  return element !== undefined && type.kind === element.kind && areCompatible(type, element) && type.kind !== 'row';
};

const canConcatenate = (a: EngineType, b: EngineType): boolean =>
  a.kind === 'null' || b.kind === 'null' || (areCompatible(a, b) && ['varchar', 'array', 'varbinary'].includes(a.kind));

/** AND, OR, NOT, WHERE and HAVING take booleans and nothing else. */
const condition =
  <Context extends ParserRuleContext>(
    operandsOf: (context: Context) => readonly ParserRuleContext[],
    problem: (type: EngineType) => string,
  ) =>
  (context: Context, rewriter: Rewriter): Fragment => {
    const operands = operandsOf(context);
    return booleans(context, operands, rewriter, problem);
  };

const booleans = (
  context: ParserRuleContext,
  operands: readonly ParserRuleContext[],
  rewriter: Rewriter,
  problem: (type: EngineType) => string,
): Fragment =>
  rewriter.typed(context, operands, (types) => {
    const wrong = types?.findIndex(({ kind }) => kind !== 'boolean' && kind !== 'null') ?? -1;
    const type = types?.[wrong];
    if (type) throw rewriter.error('TYPE_MISMATCH', operands[wrong] ?? context, problem(type));
    return fragment(rewriter.at(context), '(', rewriter.children(context), ')');
  });

const clause =
  <Context extends ParserRuleContext>(word: string, operandOf: (context: Context) => ParserRuleContext) =>
  (context: Context, rewriter: Rewriter): Fragment => {
    const operand = operandOf(context);
    const value = rewriter.typed(context, [operand], (types) => {
      const [type] = types ?? [];
      if (type && type.kind !== 'boolean' && type.kind !== 'null')
        throw rewriter.error(
          'TYPE_MISMATCH',
          operand,
          `${word} clause must evaluate to a boolean: actual type ${type.name}`,
        );
      return rewriter.emit(operand);
    });
    return fragment(rewriter.at(context), `${word} `, value);
  };

const logical = (type: EngineType): string =>
  `Logical expression term must evaluate to a boolean (actual: ${type.name})`;

/** Arrays begin at 1 and have nothing beyond their end; a map is asked for keys that it has. */
const subscript = (context: SubscriptContext, rewriter: Rewriter): Fragment => {
  const value = context.primaryExpression();
  const index = context.valueExpression();
  return rewriter.typed(context, [value, index], (types) => {
    const at = rewriter.at(context);
    const [x, i] = [rewriter.emit(value), rewriter.emit(index)];
    const [type] = types ?? [];
    if (type?.kind === 'array') return arrayElement(x, textOf(i), at);
    if (type?.kind === 'map')
      return fragment(
        at,
        '(CASE WHEN NOT map_contains(',
        x,
        ', ',
        i,
        `) THEN CAST(CAST(${raiseAbout('INVALID_FUNCTION_ARGUMENT', 'Key not present in map: ', textOf(i), '')} AS VARCHAR) AS ${type.parts[1]?.type.engineName ?? 'VARCHAR'}) ELSE `,
        x,
        '[',
        i,
        '] END)',
      );
    if (type?.kind === 'row') throw rewriter.refusal(context, 'a field of a row by its number');
    // The first element stands for any other while the type is not known: the engine drops what is NULL for certain.
    return fragment(at, '(', x, ')[', literalType(index)?.kind === 'integer' ? '1' : i, ']');
  });
};

const arrayElement = (x: Fragment, index: string, at: number): Fragment =>
  fragment(
    at,
    '(',
    x,
    `)[CASE WHEN ${index} = 0 THEN ${raise('INVALID_FUNCTION_ARGUMENT', 'SQL array indices start at 1')}`,
    ` WHEN ${index} < 0 THEN ${raiseAbout('INVALID_FUNCTION_ARGUMENT', 'Array subscript is negative: ', index, '')} WHEN ${index} > len(`,
    x,
    `) THEN ${raiseAbout('INVALID_FUNCTION_ARGUMENT', 'Array subscript must be less than or equal to array length: ', index, '')} ELSE ${index} END]`,
  );

export const OPERATOR_RULES: ReadonlyMap<unknown, Rule> = new Map([
  rule(ArithmeticBinaryContext, arithmetic),
  rule(ConcatenationContext, concatenation),
  rule(
    AndContext,
    condition((context: AndContext) => context.booleanExpression(), logical),
  ),
  rule(
    OrContext,
    condition((context: OrContext) => context.booleanExpression(), logical),
  ),
  rule(
    LogicalNotContext,
    condition(
      (context: LogicalNotContext) => [context.booleanExpression()],
      ({ name }) => `Value of logical NOT expression must evaluate to a boolean (actual: ${name})`,
    ),
  ),
  rule(
    WhereClauseContext,
    clause('WHERE', (context: WhereClauseContext) => context.booleanExpression()),
  ),
  rule(
    HavingClauseContext,
    clause('HAVING', (context: HavingClauseContext) => context.booleanExpression()),
  ),
  rule(SubscriptContext, subscript),
]);
