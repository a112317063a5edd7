import { StatementDefaultContext } from 'dt-sql-parser/dist/lib/trino/TrinoSqlParser.js';
import { parseTrino } from './grammar/trino.js';
import { AthenaQuery } from './rewrite/athena-query.js';
import { SqlError } from './sql-error.js';
import { lineAndColumn } from './text/position.js';
import type { Statement } from './statement.js';

/** Reads one statement. Throws `SqlError` for what Athena's grammar does not know. */
export const readStatement = (sql: string): Statement => {
  const statements = parseTrino(sql).statements();
  const [first, second] = statements;
  if (!first) throw new SqlError('SYNTAX_ERROR', 'line 1:1', 'the query is empty');
  if (second) {
    throw new SqlError(
      'SYNTAX_ERROR',
      lineAndColumn(sql, second.start?.start ?? 0),
      `Only one sql statement is allowed. Got: ${sql}`,
    );
  }
  const statement = first.singleStatement().statement();
  if (statement instanceof StatementDefaultContext)
    return { kind: 'query', query: new AthenaQuery(sql, statement.rootQuery()) };
  const text = statement.getText().toUpperCase();
  return {
    kind: 'unsupported',
    verb: VERBS.find((verb) => text.startsWith(verb.replaceAll(' ', ''))) ?? 'this statement',
  };
};

/** The statements of Athena beside queries, longest first. */
const VERBS: readonly string[] = [
  'CREATE OR REPLACE VIEW',
  'CREATE EXTERNAL TABLE',
  'CREATE TABLE',
  'CREATE VIEW',
  'CREATE SCHEMA',
  'CREATE',
  'DROP TABLE',
  'DROP VIEW',
  'DROP SCHEMA',
  'DROP',
  'ALTER TABLE',
  'ALTER',
  'INSERT INTO',
  'DELETE',
  'UPDATE',
  'MERGE',
  'EXPLAIN',
  'PREPARE',
  'EXECUTE',
  'DEALLOCATE PREPARE',
  'SHOW TABLES',
  'SHOW SCHEMAS',
  'SHOW COLUMNS',
  'SHOW CREATE',
  'SHOW',
  'DESCRIBE',
  'DESC',
  'USE',
  'SET',
  'RESET',
  'CALL',
  'GRANT',
  'REVOKE',
  'ANALYZE',
  'TRUNCATE',
  'COMMENT',
  'START',
  'COMMIT',
  'ROLLBACK',
  'REFRESH',
];
