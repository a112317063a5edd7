import {
  ColumnReferenceContext,
  CurrentCatalogContext,
  CurrentPathContext,
  CurrentSchemaContext,
  CurrentTimeContext,
  CurrentUserContext,
  JoinRelationContext,
  JsonTableContext,
  LateralContext,
  LocalTimeContext,
  MeasureContext,
  NormalizeContext,
  PatternRecognitionContext,
  QueryNoWithContext,
  QuerySpecificationContext,
  SampledRelationContext,
  SelectAllWithoutTableContext,
  SelectListContext,
  TableArgumentQueryContext,
  TableArgumentTableContext,
  TableFunctionInvocationContext,
  type IdentifierContext,
  type RelationContext,
  type SelectItemContext,
} from 'dt-sql-parser/dist/lib/trino/TrinoSqlParser.js';
import { ParserRuleContext, type ParseTree } from 'antlr4ng';
import { fragment, separated, textOf, type Fragment } from '../text/fragment.js';
import { withoutHidden } from './names.js';
import type { Rewriter, Rule } from './rewriter.js';
import { rule } from './rule.js';
import { withResolvedNames } from './select-aliases.js';

const querySpecification = (context: QuerySpecificationContext, rewriter: Rewriter): Fragment =>
  rewriter.inScope(String(rewriter.at(context)), () => withResolvedNames(context, rewriter));

/** Athena writes OFFSET before LIMIT. */
const queryNoWith = (context: QueryNoWithContext, rewriter: Rewriter): Fragment => {
  if (context.KW_TIES()) throw rewriter.refusal(context, 'FETCH FIRST … WITH TIES');
  const at = rewriter.at(context);
  const sort = context.sortItem();
  const limit = context._limit ?? context._fetchFirst;
  return rewriter.inScope(String(at), () =>
    fragment(
      at,
      rewriter.emit(context.queryTerm()),
      ...(sort.length > 0 ? [' ORDER BY ', rewriter.list(sort)] : []),
      ...(limit && !/^all$/i.test(limit.getText()) ? [' LIMIT ', rewriter.emit(limit)] : []),
      ...(context.KW_FETCH() && !limit ? [' LIMIT 1'] : []),
      ...(context._offset ? [' OFFSET ', rewriter.emit(context._offset)] : []),
    ),
  );
};

/** The columns of USING come first where all columns are asked for; the engine would leave them in their places. */
const allColumns = (context: SelectAllWithoutTableContext, rewriter: Rewriter): Fragment => {
  const specification = context.parent?.parent?.parent;
  const relations = specification instanceof QuerySpecificationContext ? specification.relation() : [];
  const names = relations.flatMap(usingNames).map((name) => textOf(rewriter.emit(name)));
  const hidden = withoutHidden(rewriter);
  if (names.length === 0) return fragment(rewriter.at(context), '*', hidden);
  if (hidden !== '') throw rewriter.refusal(context, 'SELECT * from JOIN … USING beside "$path"');
  if (relations.length > 1) throw rewriter.refusal(context, 'SELECT * from JOIN … USING beside other relations');
  const first = [...new Set(names)].join(', ');
  return fragment(rewriter.at(context), `${first}, * EXCLUDE (${first})`);
};

const usingNames = (relation: RelationContext): readonly IdentifierContext[] =>
  relation instanceof JoinRelationContext && relation._left
    ? [...(relation.joinCriteria()?.identifier() ?? []), ...usingNames(relation._left)]
    : [];

/** A column without a name is `_col0` by its place in the list. */
const selectList = (context: SelectListContext, rewriter: Rewriter): Fragment =>
  separated(
    rewriter.at(context),
    context.selectItem().map((item, index) => selectItem(item, index, rewriter)),
    ', ',
  );

const selectItem = (item: SelectItemContext, index: number, rewriter: Rewriter): Fragment => {
  const written = rewriter.children(item);
  const expression = item.selectExpressionColumnName();
  if (!expression || item._alias || item.identifier()) return written;
  const field = fieldName(expression);
  return fragment(rewriter.at(item), written, ` AS "${field ?? `_col${index}`}"`);
};

/** `a.b` that is a field of a row keeps the field's name. */
const fieldName = (expression: ParserRuleContext): string | undefined =>
  /^[A-Za-z_][\w.]*$/.test(expression.getText()) && isColumn(expression)
    ? expression.getText().split('.').at(-1)?.toLowerCase()
    : undefined;

const isColumn = (node: ParseTree): boolean => {
  let current: ParseTree | null = node;
  while (current instanceof ParserRuleContext && current.getChildCount() === 1) {
    if (current instanceof ColumnReferenceContext) return true;
    current = current.getChild(0);
  }
  return false;
};

/** Rows are taken one by one, whichever way the statement asks for. */
const sampled = (context: SampledRelationContext, rewriter: Rewriter): Fragment => {
  if (!context.KW_TABLESAMPLE()) return rewriter.children(context);
  const share = context._percentage?.getText() ?? '';
  if (!/^\d+(\.\d+)?$/.test(share)) throw rewriter.refusal(context, 'TABLESAMPLE with a percentage that is no number');
  if (Number(share) > 100)
    throw rewriter.error(
      'NUMERIC_VALUE_OUT_OF_RANGE',
      context,
      'Sample percentage must be between 0 and 100, inclusive',
    );
  const relation = rewriter.emit(context.patternRecognition());
  return fragment(rewriter.at(context), relation, ` TABLESAMPLE BERNOULLI (${share} PERCENT)`);
};

const normalize = (context: NormalizeContext, rewriter: Rewriter): Fragment => {
  const form = context.normalForm()?.getText().toUpperCase() ?? 'NFC';
  if (form !== 'NFC') throw rewriter.refusal(context, `NORMALIZE to ${form}`);
  return fragment(rewriter.at(context), 'nfc_normalize(', rewriter.emit(context.valueExpression()), ')');
};

const refused =
  (what: string) =>
  (context: ParserRuleContext, rewriter: Rewriter): Fragment => {
    throw rewriter.refusal(context, what);
  };

const REFUSED: readonly (readonly [unknown, Rule])[] = [
  rule(JsonTableContext, refused('JSON_TABLE')),
  rule(MeasureContext, refused('a measure of MATCH_RECOGNIZE')),
  rule(TableFunctionInvocationContext, refused('TABLE(…)')),
  rule(TableArgumentQueryContext, refused('TABLE(…)')),
  rule(TableArgumentTableContext, refused('TABLE(…)')),
  rule(CurrentSchemaContext, refused('current_schema')),
  rule(CurrentPathContext, refused('current_path')),
  rule(CurrentUserContext, refused('current_user')),
  rule(CurrentTimeContext, refused('current_time')),
];

export const QUERY_RULES: ReadonlyMap<unknown, Rule> = new Map([
  ...REFUSED,
  rule(QuerySpecificationContext, querySpecification),
  rule(QueryNoWithContext, queryNoWith),
  rule(SelectListContext, selectList),
  rule(SelectAllWithoutTableContext, allColumns),
  rule(LateralContext, (context, rewriter) =>
    fragment(rewriter.at(context), 'LATERAL (', rewriter.emit(context.query()), ')'),
  ),
  rule(CurrentCatalogContext, (context, rewriter) => fragment(rewriter.at(context), "'awsdatacatalog'")),
  rule(LocalTimeContext, (context, rewriter) =>
    fragment(rewriter.at(context), 'CAST(CAST(now() AS TIMESTAMP) AS TIME)'),
  ),
  rule(NormalizeContext, normalize),
  rule(SampledRelationContext, sampled),
  rule(PatternRecognitionContext, (context, rewriter) => {
    if (context.KW_MATCH_RECOGNIZE()) throw rewriter.refusal(context, 'MATCH_RECOGNIZE');
    return rewriter.children(context);
  }),
]);
