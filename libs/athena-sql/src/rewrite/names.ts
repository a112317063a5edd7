import {
  BackQuotedIdentifierContext,
  ColumnReferenceContext,
  QuotedIdentifierContext,
  TableAllColumnsContext,
  UnquotedIdentifierContext,
  type IdentifierContext,
} from 'dt-sql-parser/dist/lib/trino/TrinoSqlParser.js';
import { fragment, type Fragment } from '../text/fragment.js';
import { SqlError } from '../sql-error.js';
import type { Rewriter, Rule } from './rewriter.js';
import { rule } from './rule.js';

/** The name that an identifier says, lower case as Athena takes it. */
export const nameOf = (identifier: IdentifierContext): string => {
  const text = identifier.getText();
  const quoted = text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text;
  return quoted.toLowerCase();
};

/** The hidden column that every table has: the object of the row. */
const PATH = '"$path"';

/** What stands behind `*`, so that the hidden column is not among all columns: the tables have it only if it is named. */
export const withoutHidden = ({ sql }: Rewriter): string =>
  sql.toLowerCase().includes(PATH) ? ` NOT LIKE '$path'` : '';

const tableColumns = (context: TableAllColumnsContext, rewriter: Rewriter): Fragment =>
  fragment(rewriter.at(context), rewriter.children(context), withoutHidden(rewriter));

/** Always in quotes, since the engine reserves words that Athena does not. */
const unquoted = (context: UnquotedIdentifierContext, rewriter: Rewriter): Fragment =>
  fragment(rewriter.at(context), `"${context.getText().replaceAll('"', '""')}"`);

const quoted = (context: QuotedIdentifierContext, rewriter: Rewriter): Fragment => {
  const text = context.getText();
  if (!text.startsWith('"$')) return fragment(rewriter.at(context), text);
  if (text.toLowerCase() !== PATH) throw rewriter.refusal(context, `the column ${text}`);
  return fragment(rewriter.at(context), PATH);
};

const backquoted = (context: BackQuotedIdentifierContext, rewriter: Rewriter): Fragment => {
  throw new SqlError(
    'SYNTAX_ERROR',
    rewriter.place(context),
    'backquoted identifiers are not supported; use double quotes to quote identifiers',
  );
};

/** A column, or the parameter of a lambda whose body stands within another lambda of the engine. */
const columnReference = (context: ColumnReferenceContext, rewriter: Rewriter): Fragment => {
  const [first, ...fields] = context.columnName().qualifiedName().identifier();
  const meaning = first && rewriter.meaningOf(nameOf(first));
  if (meaning === undefined) return rewriter.children(context);
  const path = fields.flatMap((field) => ['.', rewriter.emit(field)]);
  return fragment(rewriter.at(context), ...(fields.length > 0 ? ['(', meaning, ')', ...path] : [meaning]));
};

export const NAME_RULES: ReadonlyMap<unknown, Rule> = new Map([
  rule(TableAllColumnsContext, tableColumns),
  rule(ColumnReferenceContext, columnReference),
  rule(UnquotedIdentifierContext, unquoted),
  rule(QuotedIdentifierContext, quoted),
  rule(BackQuotedIdentifierContext, backquoted),
]);
