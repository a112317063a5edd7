import { ParserRuleContext, TerminalNode, type ParseTree } from 'antlr4ng';
import {
  ColumnRefContext,
  ColumnReferenceContext,
  LambdaContext,
  QueryContext,
  RelationContext,
  type QuerySpecificationContext,
} from 'dt-sql-parser/dist/lib/trino/TrinoSqlParser.js';
import { fragment, separated, type Fragment } from '../text/fragment.js';
import { nameOf } from './names.js';
import type { Rewriter } from './rewriter.js';

/**
 * A SELECT whose clauses use names that are also aliases of its list: the engine would take the alias, and Athena
 * resolves such a name in the FROM clause or not at all. The form that asks for types looks for them there.
 */
export const withResolvedNames = (context: QuerySpecificationContext, rewriter: Rewriter): Fragment => {
  const names = rewriter.isAsking ? namesLikeAliases(context) : [];
  const last = context.relation().at(-1);
  if (names.length === 0 || !last) return rewriter.children(context);
  const at = rewriter.at(context);
  const resolved = names.map((name) => fragment(rewriter.at(name), '(', rewriter.emit(name), ') IS NULL'));
  const parts = (context.children ?? []).map((child) => {
    // A condition of a join sees nothing but what it joins.
    if (child === last)
      return fragment(
        at,
        rewriter.emit(child),
        ` SEMI JOIN (SELECT 1) AS "\u00a7names${at}" ON (`,
        separated(at, resolved, ' OR '),
        ')',
      );
    return child instanceof TerminalNode && child.getText() === ',' && isBetweenRelations(child)
      ? fragment(at, 'CROSS JOIN')
      : rewriter.emit(child);
  });
  return separated(
    at,
    parts.filter((part) => part.length > 0),
    ' ',
  );
};

const isBetweenRelations = (comma: TerminalNode): boolean => {
  const siblings = comma.parent instanceof ParserRuleContext ? (comma.parent.children ?? []) : [];
  return siblings[siblings.indexOf(comma) + 1] instanceof RelationContext;
};

const namesLikeAliases = (context: QuerySpecificationContext): readonly Reference[] => {
  const items = context.selectList().selectItem();
  const aliases = new Set(items.flatMap((item) => item.identifier() ?? item._alias ?? []).map(nameOf));
  if (aliases.size === 0) return [];
  const clauses: readonly (ParseTree | null)[] = [
    ...items.flatMap((item) => [item.selectExpressionColumnName(), item.selectLiteralColumnName()]),
    context.whereClause(),
    context.groupBy(),
    context.havingClause(),
  ];
  return clauses
    .flatMap((clause) => (clause ? [...referencesIn(clause)] : []))
    .filter((reference) => aliases.has(reference.getText().replaceAll('"', '').toLowerCase()));
};

type Reference = ColumnReferenceContext | ColumnRefContext;

/** Those of the construct itself; a subquery and a lambda have names of their own. */
function* referencesIn(node: ParseTree): Generator<Reference> {
  if (node instanceof ColumnReferenceContext || node instanceof ColumnRefContext) yield node;
  if (node instanceof QueryContext || node instanceof LambdaContext) return;
  for (let index = 0; index < node.getChildCount(); index += 1) {
    const child = node.getChild(index);
    if (child) yield* referencesIn(child);
  }
}
