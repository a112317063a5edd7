import { parseStatement, SqlError, type Statement } from '@sales-cdc/athena-sql';
import { invalidRequest } from '../errors.js';

/** What may be prepared. https://docs.aws.amazon.com/athena/latest/ug/sql-prepare.html */
const PREPARED: readonly Statement['kind'][] = ['query', 'insert', 'create-table-as', 'unload'];

/** Throws for a text that cannot be prepared, as Athena does before it keeps it. */
export const requirePreparable = async (sql: string | undefined): Promise<string> => {
  if (sql === undefined || sql === '')
    throw invalidRequest('queryStatement must have length greater than or equal to 1');
  const { kind } = await parse(sql);
  if (!PREPARED.includes(kind))
    throw invalidRequest('Only SELECT, CREATE TABLE AS, INSERT INTO and UNLOAD statements can be prepared');
  return sql;
};

const parse = async (sql: string): Promise<Statement> => {
  try {
    return await parseStatement(sql);
  } catch (error) {
    if (error instanceof SqlError) throw invalidRequest(`${error.place}: ${error.problem}`, 'MALFORMED_QUERY');
    throw error;
  }
};
