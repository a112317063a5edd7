import type { Statement } from './statement.js';

/**
 * Parses one statement of Athena. The grammar is loaded at the first call, because it is large and most processes never
 * ask for it. Throws `SqlError` (`SYNTAX_ERROR: line 1:1: …`) for what the grammar does not know.
 */
export const parseStatement = async (sql: string): Promise<Statement> => {
  const { readStatement } = await import('./read-statement.js');
  return readStatement(sql);
};
