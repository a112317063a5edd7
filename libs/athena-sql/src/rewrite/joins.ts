import {
  AliasedRelationContext,
  JoinColumnEqualityContext,
  JoinRelationContext,
  TableNameContext,
  type IdentifierContext,
} from 'dt-sql-parser/dist/lib/trino/TrinoSqlParser.js';
import { ParserRuleContext } from 'antlr4ng';
import { fragment, textOf, type Fragment } from '../text/fragment.js';
import { areCompatible } from '../types/engine-type.js';
import { refuseMixedRows } from './mixed-rows.js';
import { cannotApply } from './predicates.js';
import type { Rewriter, Rule } from './rewriter.js';
import { rule } from './rule.js';

const joinRelation = (context: JoinRelationContext, rewriter: Rewriter): Fragment => {
  if (context.KW_NATURAL()) throw rewriter.error('NOT_SUPPORTED', context, 'Natural join not supported');
  const names = context.joinCriteria()?.KW_USING() ? (context.joinCriteria()?.identifier() ?? []) : [];
  return names.length === 0 ? rewriter.children(context) : joinUsing(context, names, rewriter);
};

/** The columns of USING are compared by the engine only when Trino would compare them. */
const joinUsing = (context: JoinRelationContext, names: readonly IdentifierContext[], rewriter: Rewriter): Fragment => {
  const left = context._left;
  const right = context._right ?? context._rightRelation;
  const alias = right ? aliasOf(right, rewriter) : undefined;
  if (!left || !right) return rewriter.children(context);
  if (alias === undefined) throw rewriter.refusal(right, 'JOIN … USING with a relation that has no name');
  const columns = names.map((name) => textOf(rewriter.emit(name)));
  const lefts = rewriter.columns(left, columns);
  const rights = rewriter.columns(
    right,
    columns.map((column) => `${alias}.${column}`),
  );
  names.forEach((name, index) => {
    const [a, b] = [lefts.types?.[index], rights.types?.[index]];
    if (a && b && !areCompatible(a, b)) throw cannotApply(rewriter, rewriter.at(name), a, '=', b);
  });
  const at = rewriter.at(context);
  const join = [context.joinType()?.getText() ?? '', 'JOIN'].join(' ').replace(/outer/i, ' OUTER');
  return fragment(
    at,
    rewriter.emit(left),
    asking(lefts.question, at),
    ` ${join} `,
    rewriter.emit(right),
    ` USING (${columns.join(', ')})`,
    asking(rights.question, at),
  );
};

/** A join that adds neither columns nor rows to a form that is never run. */
const asking = (question: string | undefined, at: number): string =>
  question === undefined ? '' : ` SEMI JOIN (SELECT 1) AS "\u00a7asked${at}" ON (${question} = '')`;

/** The name by which columns of the relation may be qualified. */
const aliasOf = (relation: ParserRuleContext, rewriter: Rewriter): string | undefined => {
  if (relation instanceof AliasedRelationContext) {
    const alias = relation.identifier();
    if (alias) return textOf(rewriter.emit(alias));
  }
  if (relation instanceof TableNameContext) return textOf(rewriter.emit(relation)).match(/"(?:[^"]|"")*"$/)?.[0];
  const child = relation.getChildCount() === 1 ? relation.getChild(0) : null;
  return child instanceof ParserRuleContext ? aliasOf(child, rewriter) : undefined;
};

/** `ON a.x = b.y`, which the grammar knows apart from other conditions. */
const columnEquality = (context: JoinColumnEqualityContext, rewriter: Rewriter): Fragment => {
  const operands = context.joinColumnReference();
  return rewriter.typed(context, operands, (types) => {
    const at = rewriter.at(context);
    const [a, b] = types ?? [];
    if (!a || !b) return fragment(at, '(row(', rewriter.list(operands), ') IS NULL)');
    const sign = operands[0]?.stop?.stop ?? at;
    const operator = rewriter.sql.indexOf('=', sign);
    if (!areCompatible(a, b)) throw cannotApply(rewriter, operator, a, '=', b);
    refuseMixedRows(context, rewriter, [a, b]);
    return fragment(at, '(', rewriter.list(operands, ' = '), ')');
  });
};

export const JOIN_RULES: ReadonlyMap<unknown, Rule> = new Map([
  rule(JoinRelationContext, joinRelation),
  rule(JoinColumnEqualityContext, columnEquality),
]);
