import type { ParserRuleContext } from 'antlr4ng';
import {
  BetweenContext,
  ComparisonContext,
  DistinctFromContext,
  InListContext,
  InSubqueryContext,
  LikeContext,
  PredicatedContext,
  QuantifiedComparisonContext,
  RowConstructorContext,
} from 'dt-sql-parser/dist/lib/trino/TrinoSqlParser.js';
import { SqlError } from '../sql-error.js';
import { fragment, type Fragment } from '../text/fragment.js';
import { lineAndColumn } from '../text/position.js';
import { findDisagreement, noCommonType } from '../types/common-type.js';
import { areCompatible, type EngineType } from '../types/engine-type.js';
import { refuseMixedRows } from './mixed-rows.js';
import { innermost } from './innermost.js';
import type { Rewriter, Rule } from './rewriter.js';
import { rule } from './rule.js';

/** A value with what is asked about it: a comparison, BETWEEN, IN, LIKE, … */
const predicated = (context: PredicatedContext, rewriter: Rewriter): Fragment => {
  const predicate = context.predicate();
  if (!predicate) return rewriter.children(context);
  if (predicate instanceof InSubqueryContext || predicate instanceof QuantifiedComparisonContext)
    return againstQuery(context, predicate, rewriter);
  const operands = [context.valueExpression(), ...operandsOf(predicate)];
  if (operands.length === 1) return rewriter.children(context);
  return rewriter.typed(context, operands, (types) => {
    const at = rewriter.at(context);
    // Whatever the operands are, the answer is a boolean; the engine is not asked to compare what it may not.
    if (!types) return fragment(at, '(row(', rewriter.list(operands), ') IS NULL)');
    checkPredicate(context, rewriter, predicate, types);
    return fragment(at, '(', rewriter.children(context), ')');
  });
};

const operandsOf = (predicate: ParserRuleContext): readonly ParserRuleContext[] => {
  if (predicate instanceof ComparisonContext || predicate instanceof DistinctFromContext)
    return [predicate.valueExpression()];
  if (predicate instanceof BetweenContext || predicate instanceof LikeContext) return predicate.valueExpression();
  return predicate instanceof InListContext ? predicate.expression() : [];
};

const checkPredicate = (
  context: PredicatedContext,
  rewriter: Rewriter,
  predicate: ParserRuleContext,
  types: readonly EngineType[],
): void => {
  const [value, ...others] = types;
  if (!value) return;
  if (predicate instanceof LikeContext) {
    checkLike(predicate, rewriter, types);
    return;
  }
  refuseMixedRows(context, rewriter, types);
  if (value.kind === 'json') throw rewriter.refusal(context, 'a comparison of JSON values');
  const wrong = others.find((other) => !areCompatible(value, other));
  if (predicate instanceof InListContext) checkList(context, predicate, rewriter, types);
  if (!wrong) return;
  if (predicate instanceof BetweenContext)
    throw rewriter.error(
      'TYPE_MISMATCH',
      context,
      `Cannot check if ${value.name} is BETWEEN ${others[0]?.name ?? ''} and ${others[1]?.name ?? ''}`,
    );
  const operator =
    predicate instanceof ComparisonContext ? predicate.comparisonOperator().getText() : 'IS DISTINCT FROM';
  throw cannotApply(rewriter, rewriter.at(predicate), value, operator === '!=' ? '<>' : operator, wrong);
};

const checkLike = (predicate: LikeContext, rewriter: Rewriter, types: readonly EngineType[]): void => {
  const index = types.findIndex(({ kind }) => kind !== 'varchar' && kind !== 'null');
  const wrong = types[index];
  if (!wrong) return;
  const what = ['Left side of LIKE expression', 'Pattern for LIKE expression', 'Escape for LIKE expression'][index];
  throw rewriter.error('TYPE_MISMATCH', predicate, `${what ?? ''} must evaluate to a varchar (actual: ${wrong.name})`);
};

const checkList = (
  context: PredicatedContext,
  predicate: InListContext,
  rewriter: Rewriter,
  types: readonly EngineType[],
): void => {
  const disagreement = findDisagreement(types);
  if (!disagreement) return;
  const place = predicate.expression()[disagreement.index - 1] ?? context;
  throw rewriter.error('TYPE_MISMATCH', place, noCommonType('IN value and list items', disagreement, types));
};

/** `x IN (SELECT …)` and `x > ALL (SELECT …)`. */
const againstQuery = (
  context: PredicatedContext,
  predicate: InSubqueryContext | QuantifiedComparisonContext,
  rewriter: Rewriter,
): Fragment => {
  const value = context.valueExpression();
  const at = rewriter.at(context);
  const row = innermost(value);
  if (row instanceof RowConstructorContext) return rowAgainstQuery(context, predicate, row, rewriter);
  const { written, types: columns } = rewriter.rows(predicate.query());
  return rewriter.typed(context, [value], (types) => {
    const [type] = types ?? [];
    const [column] = columns ?? [];
    if (!type || !column) return fragment(at, '(row(', rewriter.emit(value), ') IS NULL AND EXISTS (', written, '))');
    if (columns?.length !== 1)
      throw rewriter.error(
        'NOT_SUPPORTED',
        predicate.query(),
        `Multiple columns returned by subquery are not yet supported. Found ${columns?.length ?? 0}`,
      );
    if (!areCompatible(type, column))
      throw rewriter.error('TYPE_MISMATCH', predicate, unlikeQuery(predicate, type, column));
    refuseMixedRows(context, rewriter, [type, column]);
    return fragment(at, '(', rewriter.emit(value), ' ', ...wordsOf(predicate), ' (', written, '))');
  });
};

/** `(a, b) IN (SELECT …)`: as many columns as the row has fields. */
const rowAgainstQuery = (
  context: PredicatedContext,
  predicate: InSubqueryContext | QuantifiedComparisonContext,
  row: RowConstructorContext,
  rewriter: Rewriter,
): Fragment => {
  const fields = row.expression();
  const at = rewriter.at(context);
  const { written, types: columns } = rewriter.rows(predicate.query());
  return rewriter.typed(context, fields, (types) => {
    const value = fragment(at, '(', rewriter.list(fields), ')');
    if (!types || !columns) return fragment(at, '(row', value, ' IS NULL AND EXISTS (', written, '))');
    const fits =
      types.length === columns.length && types.every((type, index) => areCompatible(type, columns[index] ?? type));
    if (!fits || columns.length === 1) {
      const name = (list: readonly EngineType[]): string => `row(${list.map(({ name: word }) => word).join(', ')})`;
      throw rewriter.error(
        'TYPE_MISMATCH',
        predicate,
        `value and result of subquery must be of the same type for IN expression: ${name(types)} vs ${name(columns)}`,
      );
    }
    return fragment(at, '(', value, ' ', ...wordsOf(predicate), ' (', written, '))');
  });
};

const wordsOf = (predicate: InSubqueryContext | QuantifiedComparisonContext): readonly string[] => {
  if (predicate instanceof InSubqueryContext) return [predicate.KW_NOT() ? 'NOT IN' : 'IN'];
  const quantifier = predicate.comparisonQuantifier().getText().toUpperCase();
  return [predicate.comparisonOperator().getText(), ' ', quantifier === 'SOME' ? 'ANY' : quantifier];
};

const unlikeQuery = (predicate: ParserRuleContext, value: EngineType, column: EngineType): string =>
  predicate instanceof InSubqueryContext
    ? `value and result of subquery must be of the same type for IN expression: ${value.name} vs ${column.name}`
    : `Value expression and result of subquery must be of the same type for quantified comparison: ${value.name} vs ${column.name}`;

/** As in Trino the place is the operator's. */
export const cannotApply = (rewriter: Rewriter, at: number, a: EngineType, operator: string, b: EngineType): SqlError =>
  new SqlError(
    'TYPE_MISMATCH',
    lineAndColumn(rewriter.sql, at),
    `Cannot apply operator: ${a.name} ${operator} ${b.name}`,
  );

export const PREDICATE_RULES: ReadonlyMap<unknown, Rule> = new Map([rule(PredicatedContext, predicated)]);
