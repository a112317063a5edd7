import type { ParserRuleContext } from 'antlr4ng';
import {
  AliasedRelationContext,
  ExpressionSourceTableContext,
  UnnestContext,
} from 'dt-sql-parser/dist/lib/trino/TrinoSqlParser.js';
import { fragment, separated, type Fragment } from '../text/fragment.js';
import type { EngineType } from '../types/engine-type.js';
import type { Rewriter, Rule } from './rewriter.js';
import { rule } from './rule.js';

/**
 * UNNEST stands for a subquery that sees what is left of it. Arrays of different lengths are filled with NULLs; rows
 * give a column for each field, and maps two.
 */
const aliasedRelation = (context: AliasedRelationContext, rewriter: Rewriter): Fragment => {
  const primary = context.relationPrimary();
  const source = primary instanceof ExpressionSourceTableContext ? primary.relationSourceTable() : undefined;
  if (!(source instanceof UnnestContext)) return rewriter.children(context);
  const names = context.columnAliases()?.identifier() ?? [];
  const alias = context.identifier();
  return fragment(
    rewriter.at(context),
    'LATERAL (',
    unnested(source, names.length, rewriter),
    ') AS ',
    alias ? rewriter.emit(alias) : '"unnest"',
    ...(names.length > 0 ? ['(', rewriter.list(names), ')'] : []),
  );
};

/** An operand with the columns that it gives. */
interface Unnested {
  readonly node: ParserRuleContext;
  readonly list: Fragment;
  /** SQL of each, from the element; undefined while the type is not known. */
  readonly columns: readonly Column[] | undefined;
}

interface Column {
  readonly sql: (element: string) => string;
  readonly name: string | undefined;
}

const unnested = (context: UnnestContext, aliases: number, rewriter: Rewriter): Fragment => {
  const at = rewriter.at(context);
  const ordinal = context.KW_ORDINALITY() ? 1 : 0;
  const operands = context.expression().map((node) => unnestedOperand(node, rewriter));
  const lists = separated(
    at,
    operands.map(({ list }) => list),
    ', ',
  );
  const columns = operands.every(({ columns: known }) => known !== undefined)
    ? operands.flatMap(({ columns: known = [] }, index) =>
        known.map(({ sql, name }) => ({ name, sql: sql(element(index)) })),
      )
    : Array.from({ length: aliases > 0 ? aliases - ordinal : operands.length }, () => ({
        name: undefined,
        sql: 'NULL',
      }));
  if (aliases > 0 && aliases !== columns.length + ordinal)
    throw rewriter.error(
      'MISMATCHED_COLUMN_ALIASES',
      context,
      `Column alias list has ${aliases} entries but 't' has ${columns.length + ordinal} columns available`,
    );
  const selected = columns.map(({ sql, name }, index) => `${sql} AS "${name ?? `_col${index}`}"`);
  if (ordinal > 0) selected.push(`"${ORDINAL}" AS "ordinality"`);
  if (operands.some(({ columns: known }) => known === undefined))
    return fragment(at, `SELECT ${selected.join(', ')} FROM (SELECT row(`, lists, `), 1 AS "${ORDINAL}") WHERE false`);
  const parts = operands.map(({ list }, index) => fragment(at, 'unnest(', list, `) AS "${ELEMENT}${index}"`));
  const counted = ordinal > 0 ? [countedTo(operands, at)] : [];
  return fragment(at, `SELECT ${selected.join(', ')} FROM (SELECT `, separated(at, [...parts, ...counted], ', '), ')');
};

const ELEMENT = '\u00a7element';
const ORDINAL = '\u00a7ordinal';

const element = (index: number): string => `"${ELEMENT}${index}"`;

const countedTo = (operands: readonly Unnested[], at: number): Fragment => {
  const lengths = separated(
    at,
    operands.map(({ list }) => fragment(at, 'coalesce(len(', list, '), 0)')),
    ', ',
  );
  return fragment(at, 'unnest(range(1, CAST(greatest(', lengths, `) AS BIGINT) + 1)) AS "${ORDINAL}"`);
};

const unnestedOperand = (node: ParserRuleContext, rewriter: Rewriter): Unnested => {
  const { written, type } = rewriter.operand(node);
  // NULL may be all that is known of it as yet; for ever NULL, it has no elements.
  if (!type || type.kind === 'null') return { node, list: written, columns: undefined };
  const at = rewriter.at(node);
  if (type.kind === 'map')
    return { node, list: fragment(at, 'map_entries(', written, ')'), columns: fields(MAP_FIELDS) };
  if (type.kind !== 'array') throw rewriter.error('TYPE_MISMATCH', node, `Cannot unnest type: ${type.name}`);
  return { node, list: written, columns: columnsOf(type.parts[0]?.type) };
};

const columnsOf = (type: EngineType | undefined): readonly Column[] =>
  type?.kind === 'row' ? fields(type.parts.map(({ name }) => name)) : [{ sql: (value) => value, name: undefined }];

const MAP_FIELDS: readonly string[] = ['', ''];

const fields = (names: readonly string[]): readonly Column[] =>
  names.map((name, index) => ({
    sql: (value) => `struct_extract_at(${value}, ${index + 1})`,
    name: name === '' || /^field\d+$/.test(name) ? undefined : name.replaceAll('"', '""'),
  }));

export const UNNEST_RULES: ReadonlyMap<unknown, Rule> = new Map([rule(AliasedRelationContext, aliasedRelation)]);
