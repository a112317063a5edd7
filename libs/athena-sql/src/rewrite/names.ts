import {
  BackQuotedIdentifierContext,
  QuotedIdentifierContext,
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

/** Always in quotes, since the engine reserves words that Athena does not. */
const unquoted = (context: UnquotedIdentifierContext, rewriter: Rewriter): Fragment =>
  fragment(rewriter.at(context), `"${context.getText().replaceAll('"', '""')}"`);

const quoted = (context: QuotedIdentifierContext, rewriter: Rewriter): Fragment => {
  const text = context.getText();
  if (text.startsWith('"$')) throw rewriter.refusal(context, `the column ${text}`);
  return fragment(rewriter.at(context), text);
};

const backquoted = (context: BackQuotedIdentifierContext, rewriter: Rewriter): Fragment => {
  throw new SqlError(
    'SYNTAX_ERROR',
    rewriter.place(context),
    'backquoted identifiers are not supported; use double quotes to quote identifiers',
  );
};

export const NAME_RULES: ReadonlyMap<unknown, Rule> = new Map([
  rule(UnquotedIdentifierContext, unquoted),
  rule(QuotedIdentifierContext, quoted),
  rule(BackQuotedIdentifierContext, backquoted),
]);
