import type { Token } from 'antlr4ng';
import { parseTrino, trinoTokens } from './grammar/trino.js';
import { SqlError } from './sql-error.js';
import type { Statement } from './statement.js';
import { readTrinoStatement } from './statements/trino-statement.js';
import { readUnload } from './statements/unload.js';
import { lineAndColumn } from './text/position.js';

/** Reads one statement. Throws `SqlError` for what Athena's grammars do not know. */
export const readStatement = async (sql: string): Promise<Statement> => {
  const [first = ''] = leadingWords(sql);
  if (MAYBE_HIVE.has(first) && isHive(sql)) return readHive(sql);
  if (first === 'UNLOAD') return readUnload(sql);
  // Athena's statements for Iceberg tables, which no grammar has.
  if (first === 'OPTIMIZE' || first === 'VACUUM') return { kind: 'unsupported', verb: first };
  return readTrino(sql);
};

/**
 * Hive's grammar is as large as Trino's, and only DDL needs it.
 *
 * Differs: it knows block comments before the statement only, and `--` comments anywhere.
 */
const readHive = async (sql: string): Promise<Statement> => {
  const { readHiveStatement } = await import('./statements/hive-statement.js');
  return readHiveStatement(sql.replace(SPACE_AND_COMMENTS, (skipped) => skipped.replace(/[^\n]/gu, ' ')));
};

const readTrino = (sql: string): Statement => {
  const [first, second] = parseTrino(sql).statements();
  if (!first) throw new SqlError('SYNTAX_ERROR', 'line 1:1', 'the query is empty');
  if (second) {
    throw new SqlError(
      'SYNTAX_ERROR',
      lineAndColumn(sql, second.start?.start ?? 0),
      `Only one sql statement is allowed. Got: ${sql}`,
    );
  }
  return readTrinoStatement(sql, first.singleStatement().statement());
};

const MAYBE_HIVE: ReadonlySet<string> = new Set(['CREATE', 'DROP', 'ALTER', 'MSCK', 'SHOW', 'DESCRIBE', 'DESC']);

/** As Athena splits its statements: DDL is Hive's, but for what holds or shows a query. */
const isHive = (sql: string): boolean => {
  const [first, second, third] = leadingWords(sql);
  if (first === 'CREATE')
    return second === 'EXTERNAL' || second === 'DATABASE' || second === 'SCHEMA' || isTableWithoutQuery(sql, second);
  if (first === 'DESCRIBE') return second !== 'INPUT' && second !== 'OUTPUT';
  return !(first === 'SHOW' && second === 'CREATE' && third === 'VIEW');
};

const isTableWithoutQuery = (sql: string, second: string | undefined): boolean => {
  if (second !== 'TABLE') return false;
  const words = trinoTokens(sql).map(({ text }: Token) => text?.toUpperCase());
  return !words.some((word, index) => word === 'AS' && words[index - 1] !== 'STORED');
};

const SPACE_AND_COMMENTS = /^(?:\s+|--[^\n]*(?:\n|$)|\/\*.*?\*\/)*/s;

const leadingWords = (sql: string): readonly string[] =>
  sql
    .replace(SPACE_AND_COMMENTS, '')
    .slice(0, 200)
    .split(/[^a-z]+/i, 3)
    .map((word) => word.toUpperCase());
