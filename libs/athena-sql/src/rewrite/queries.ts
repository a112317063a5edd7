import {
  AliasedRelationContext,
  ColumnReferenceContext,
  CurrentCatalogContext,
  CurrentPathContext,
  CurrentSchemaContext,
  CurrentTimeContext,
  CurrentUserContext,
  ExpressionSourceTableContext,
  InlineTableContext,
  JsonArrayContext,
  JsonExistsContext,
  JsonObjectContext,
  JsonQueryContext,
  JsonTableContext,
  JsonValueContext,
  LateralContext,
  ListAggContext,
  LocalTimeContext,
  MeasureContext,
  NormalizeContext,
  PatternRecognitionContext,
  QueryNoWithContext,
  QuerySpecificationContext,
  RowConstructorContext,
  SampledRelationContext,
  SelectListContext,
  TableArgumentQueryContext,
  TableArgumentTableContext,
  TableFunctionInvocationContext,
  UnnestContext,
  type SelectItemContext,
} from 'dt-sql-parser/dist/lib/trino/TrinoSqlParser.js';
import { ParserRuleContext, type ParseTree } from 'antlr4ng';
import { fragment, separated, type Fragment } from '../text/fragment.js';
import type { Rewriter, Rule } from './rewriter.js';
import { rule } from './rule.js';

const querySpecification = (context: QuerySpecificationContext, rewriter: Rewriter): Fragment =>
  rewriter.inScope(String(rewriter.at(context)), () => rewriter.children(context));

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

/** `VALUES 1, 2` are two rows of one column. */
const inlineTable = (context: InlineTableContext, rewriter: Rewriter): Fragment => {
  const rows = context.expression().map((row) => {
    const value = innermost(row);
    const written = value instanceof RowConstructorContext ? rewriter.list(value.expression()) : rewriter.emit(value);
    return fragment(rewriter.at(row), '(', written, ')');
  });
  const first = context.expression()[0];
  const width = first ? columnCount(innermost(first)) : 0;
  const names = Array.from({ length: width }, (_, index) => `"_col${index}"`).join(', ');
  return fragment(rewriter.at(context), 'SELECT * FROM (VALUES ', separated(0, rows, ', '), `) AS "values"(${names})`);
};

const columnCount = (row: ParserRuleContext): number =>
  row instanceof RowConstructorContext ? row.expression().length : 1;

/** Below the levels of the grammar that only pass on. */
const innermost = (node: ParserRuleContext): ParserRuleContext => {
  const child = node.getChildCount() === 1 ? node.getChild(0) : null;
  return child instanceof ParserRuleContext ? innermost(child) : node;
};

/** UNNEST stands for a subquery that sees what is left of it; arrays of different lengths are filled with NULLs. */
const aliasedRelation = (context: AliasedRelationContext, rewriter: Rewriter): Fragment => {
  const primary = context.relationPrimary();
  const source = primary instanceof ExpressionSourceTableContext ? primary.relationSourceTable() : undefined;
  if (!(source instanceof UnnestContext)) return rewriter.children(context);
  const columns = context.columnAliases()?.identifier() ?? [];
  const alias = context.identifier();
  const at = rewriter.at(context);
  return fragment(
    at,
    'LATERAL (SELECT ',
    unnested(source, columns.length, rewriter),
    ') AS ',
    alias ? rewriter.emit(alias) : '"unnest"',
    ...(columns.length > 0 ? ['(', rewriter.list(columns), ')'] : []),
  );
};

const unnested = (context: UnnestContext, aliases: number, rewriter: Rewriter): Fragment => {
  const ordinal = context.KW_ORDINALITY() ? 1 : 0;
  const operands = context.expression();
  const columns = aliases - ordinal;
  const isMap = operands.length === 1 && columns === 2;
  const at = rewriter.at(context);
  if (aliases > 0 && columns !== operands.length && !isMap)
    throw rewriter.refusal(
      context,
      `UNNEST of ${operands.length} values into ${columns} columns (a row's fields are not spread)`,
    );
  const parts = operands.flatMap((operand) =>
    isMap
      ? ['map_keys', 'map_values'].map((take) => fragment(at, `unnest(${take}(`, rewriter.emit(operand), '))'))
      : [unnestedArray(operand, rewriter)],
  );
  if (ordinal === 0) return separated(at, parts, ', ');
  const lengths = separated(
    at,
    operands.map((operand) => fragment(at, 'coalesce(len(', rewriter.emit(operand), '), 0)')),
    ', ',
  );
  const counted = isMap
    ? fragment(at, 'cardinality(', rewriter.emit(operands[0] ?? context), ')')
    : fragment(at, 'greatest(', lengths, ')');
  return separated(at, [...parts, fragment(at, 'unnest(range(1, CAST(', counted, ' AS BIGINT) + 1))')], ', ');
};

const unnestedArray = (operand: ParserRuleContext, rewriter: Rewriter): Fragment => {
  const { written, type } = rewriter.operand(operand);
  if (type?.kind === 'map') throw rewriter.refusal(operand, 'UNNEST of a map without names for its two columns');
  if (type?.engineName.startsWith('STRUCT(') === true && type.kind === 'array')
    throw rewriter.refusal(operand, 'UNNEST of an array of rows');
  return fragment(rewriter.at(operand), 'unnest(', written, ')');
};

const refused =
  (what: string) =>
  (context: ParserRuleContext, rewriter: Rewriter): Fragment => {
    throw rewriter.refusal(context, what);
  };

const REFUSED: readonly (readonly [unknown, Rule])[] = [
  rule(JsonTableContext, refused('JSON_TABLE')),
  rule(JsonValueContext, refused('JSON_VALUE')),
  rule(JsonQueryContext, refused('JSON_QUERY')),
  rule(JsonExistsContext, refused('JSON_EXISTS')),
  rule(JsonObjectContext, refused('JSON_OBJECT')),
  rule(JsonArrayContext, refused('JSON_ARRAY')),
  rule(ListAggContext, refused('LISTAGG')),
  rule(MeasureContext, refused('a measure of MATCH_RECOGNIZE')),
  rule(NormalizeContext, refused('NORMALIZE')),
  rule(TableFunctionInvocationContext, refused('TABLE(…)')),
  rule(TableArgumentQueryContext, refused('TABLE(…)')),
  rule(TableArgumentTableContext, refused('TABLE(…)')),
  rule(CurrentCatalogContext, refused('current_catalog')),
  rule(CurrentSchemaContext, refused('current_schema')),
  rule(CurrentPathContext, refused('current_path')),
  rule(CurrentUserContext, refused('current_user')),
  rule(CurrentTimeContext, refused('current_time')),
  rule(LocalTimeContext, refused('localtime')),
];

export const QUERY_RULES: ReadonlyMap<unknown, Rule> = new Map([
  ...REFUSED,
  rule(QuerySpecificationContext, querySpecification),
  rule(QueryNoWithContext, queryNoWith),
  rule(SelectListContext, selectList),
  rule(InlineTableContext, inlineTable),
  rule(AliasedRelationContext, aliasedRelation),
  rule(LateralContext, (context, rewriter) =>
    fragment(rewriter.at(context), 'LATERAL (', rewriter.emit(context.query()), ')'),
  ),
  rule(SampledRelationContext, (context, rewriter) => {
    if (context.KW_TABLESAMPLE()) throw rewriter.refusal(context, 'TABLESAMPLE');
    return rewriter.children(context);
  }),
  rule(PatternRecognitionContext, (context, rewriter) => {
    if (context.KW_MATCH_RECOGNIZE()) throw rewriter.refusal(context, 'MATCH_RECOGNIZE');
    return rewriter.children(context);
  }),
]);
