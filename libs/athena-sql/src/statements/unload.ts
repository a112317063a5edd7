import type { Token } from 'antlr4ng';
import { StatementDefaultContext } from 'dt-sql-parser/dist/lib/trino/TrinoSqlParser.js';
import { parseTrino, parseTrinoRule, trinoTokens } from '../grammar/trino.js';
import { AthenaQuery } from '../rewrite/athena-query.js';
import { SqlError } from '../sql-error.js';
import type { Unload } from '../statement.js';
import { onlyPart } from '../text/source.js';
import { readProperties } from './properties.js';

/**
 * Reads `UNLOAD (query) TO 's3://…' WITH (…)`, which no grammar has: its parts are found by the words around them, and
 * each is parsed at its place.
 *
 * https://docs.aws.amazon.com/athena/latest/ug/unload.html
 */
export const readUnload = (sql: string): Unload => {
  const tokens = trinoTokens(sql).filter(({ text, type }) => type < 0 || text !== ';');
  const [, open] = tokens;
  if (open?.text !== '(') throw unexpected(open, "'('");
  const close = closing(tokens, 1);
  const [to, location, properties] = tokens.slice(close + 1);
  if (to?.text?.toUpperCase() !== 'TO') throw unexpected(to, "'TO'");
  if (!/^'.*'$/s.test(location?.text ?? '')) throw unexpected(location, 'a location in quotes');
  if (properties?.text?.toUpperCase() !== 'WITH') throw unexpected(properties, "'WITH'");
  return {
    kind: 'unload',
    query: innerQuery(sql, open.stop + 1, tokens[close]?.start ?? 0),
    location: (location?.text ?? '').slice(1, -1).replaceAll("''", "'"),
    properties: unloadProperties(sql, tokens[close + 4]?.start ?? 0, tokens),
  };
};

const innerQuery = (sql: string, start: number, end: number): AthenaQuery => {
  const statement = parseTrino(onlyPart(sql, start, end))
    .statements()[0]
    ?.singleStatement()
    .statement();
  if (statement instanceof StatementDefaultContext) return new AthenaQuery(sql, statement.rootQuery());
  throw new SqlError('SYNTAX_ERROR', 'line 1:1', 'UNLOAD takes a SELECT statement');
};

const unloadProperties = (sql: string, start: number, tokens: readonly Token[]): Unload['properties'] => {
  const end = tokens.at(-1)?.start ?? 0;
  const last = closing(
    tokens,
    tokens.findIndex((token) => token.start === start),
  );
  const rest = tokens[last + 1];
  if (rest && rest.type >= 0) throw unexpected(rest, 'the end of the statement');
  const stop = tokens[last]?.stop ?? end;
  return readProperties(
    sql,
    parseTrinoRule(onlyPart(sql, start, stop + 1), (parser) => parser.properties()),
  );
};

/** The position of the bracket that closes the one at the position. */
const closing = (tokens: readonly Token[], open: number): number => {
  let depth = 0;
  for (let position = Math.max(open, 0); position < tokens.length; position += 1) {
    if (tokens[position]?.text === '(') depth += 1;
    if (tokens[position]?.text === ')') depth -= 1;
    if (depth === 0) return position;
  }
  throw unexpected(tokens.at(-1), "')'");
};

const unexpected = (token: Token | undefined, expected: string): SqlError =>
  new SqlError(
    'SYNTAX_ERROR',
    `line ${token?.line ?? 1}:${(token?.column ?? 0) + 1}`,
    `mismatched input '${token?.text ?? '<EOF>'}'. Expecting: ${expected}`,
  );
