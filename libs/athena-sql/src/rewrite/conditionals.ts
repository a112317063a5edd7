import type { ParserRuleContext } from 'antlr4ng';
import {
  ArrayConstructorContext,
  SearchedCaseContext,
  SimpleCaseContext,
  type ExpressionContext,
  type WhenClauseContext,
} from 'dt-sql-parser/dist/lib/trino/TrinoSqlParser.js';
import { fragment, type Fragment } from '../text/fragment.js';
import { findDisagreement, noCommonType } from '../types/common-type.js';
import { areCompatible, type EngineType } from '../types/engine-type.js';
import { isNullLiteral } from './innermost.js';
import { refuseMixedRows } from './mixed-rows.js';
import type { Rewriter, Rule } from './rewriter.js';
import { rule } from './rule.js';

/** What has the type of one of the values whatever the others are: it stands for them until their types are known. */
export const standIn = (nodes: readonly ParserRuleContext[], rewriter: Rewriter, at: number): Fragment => {
  const leader = nodes.find((node) => !isNullLiteral(node)) ?? nodes[0];
  if (!leader) return fragment(at, 'NULL');
  const others = nodes.filter((node) => node !== leader);
  if (others.length === 0) return rewriter.emit(leader);
  return fragment(at, `struct_extract({'v': `, rewriter.emit(leader), `, 'o': row(`, rewriter.list(others), `)}, 'v')`);
};

/** Refuses values that no common type holds. */
export const requireCommonType = (
  what: string,
  nodes: readonly ParserRuleContext[],
  types: readonly EngineType[],
  rewriter: Rewriter,
): void => {
  const disagreement = findDisagreement(types);
  const [first] = nodes;
  if (!first) return;
  if (disagreement)
    throw rewriter.error('TYPE_MISMATCH', nodes[disagreement.index] ?? first, noCommonType(what, disagreement, types));
  refuseMixedRows(first, rewriter, types);
};

const resultsOf = (
  whens: readonly WhenClauseContext[],
  otherwise: ExpressionContext | undefined,
): readonly ExpressionContext[] => [
  ...whens.flatMap(({ _result }) => (_result ? [_result] : [])),
  ...(otherwise ? [otherwise] : []),
];

const conditionsOf = (whens: readonly WhenClauseContext[]): readonly ExpressionContext[] =>
  whens.flatMap(({ _condition }) => (_condition ? [_condition] : []));

const searchedCase = (context: SearchedCaseContext, rewriter: Rewriter): Fragment => {
  const conditions = conditionsOf(context.whenClause());
  const results = resultsOf(context.whenClause(), context._elseExpression);
  const operands = [...results, ...conditions];
  return rewriter.typed(context, operands, (types) => {
    if (!types) return standIn(operands, rewriter, rewriter.at(context));
    requireCommonType('All CASE results', results, types.slice(0, results.length), rewriter);
    types.slice(results.length).forEach((type, index) => {
      if (type.kind !== 'boolean' && type.kind !== 'null')
        throw rewriter.error(
          'TYPE_MISMATCH',
          conditions[index] ?? context,
          `CASE WHEN clause must evaluate to a boolean: actual type ${type.name}`,
        );
    });
    return rewriter.children(context);
  });
};

const simpleCase = (context: SimpleCaseContext, rewriter: Rewriter): Fragment => {
  const conditions = conditionsOf(context.whenClause());
  const results = resultsOf(context.whenClause(), context._elseExpression);
  const operands = [...results, ...(context._operand ? [context._operand] : []), ...conditions];
  return rewriter.typed(context, operands, (types) => {
    if (!types) return standIn(operands, rewriter, rewriter.at(context));
    requireCommonType('All CASE results', results, types.slice(0, results.length), rewriter);
    const [operand, ...whens] = types.slice(results.length);
    whens.forEach((type, index) => {
      if (operand && !areCompatible(operand, type))
        throw rewriter.error(
          'TYPE_MISMATCH',
          conditions[index] ?? context,
          `CASE operand type does not match WHEN clause operand type: ${operand.name} vs ${type.name}`,
        );
    });
    return rewriter.children(context);
  });
};

const array = (context: ArrayConstructorContext, rewriter: Rewriter): Fragment => {
  const elements = context.expression();
  return rewriter.typed(context, elements, (types) => {
    const at = rewriter.at(context);
    if (!types && elements.length > 0) return fragment(at, '[', standIn(elements, rewriter, at), ']');
    requireCommonType('All ARRAY elements', elements, types ?? [], rewriter);
    return fragment(at, '[', rewriter.list(elements), ']');
  });
};

export const CONDITIONAL_RULES: ReadonlyMap<unknown, Rule> = new Map([
  rule(SearchedCaseContext, searchedCase),
  rule(SimpleCaseContext, simpleCase),
  rule(ArrayConstructorContext, array),
]);
