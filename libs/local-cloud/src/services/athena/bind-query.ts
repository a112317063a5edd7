import { parseStatement, SqlError, type Statement } from '@sales-cdc/athena-sql';
import type { BoundQuery } from './engine/session.js';
import { invalidRequest } from './errors.js';

/**
 * Parses the statement, as Athena does before it takes it: one that the grammar does not know is refused at once, and
 * has no execution.
 *
 * https://docs.aws.amazon.com/athena/latest/ug/querying-with-prepared-statements.html
 */
export const bindQuery = async (sql: string, parameters: readonly string[]): Promise<BoundQuery> => {
  const statement = await parse(sql);
  if (statement.kind === 'unsupported')
    throw invalidRequest(
      `NOT_SUPPORTED: ${statement.verb} is not supported by the local cloud; it runs SELECT, WITH and VALUES`,
      'UNSUPPORTED',
    );
  if (statement.query.parameterCount !== parameters.length)
    throw invalidRequest(
      `INVALID_PARAMETER_USAGE: line 1:1: Incorrect number of parameters: expected ${statement.query.parameterCount} but found ${parameters.length}`,
    );
  parameters.forEach(requireLiteral);
  return { query: statement.query, parameters };
};

const parse = async (sql: string): Promise<Statement> => {
  try {
    return await parseStatement(sql);
  } catch (error) {
    if (error instanceof SqlError) throw invalidRequest(`${error.place}: ${error.problem}`, 'MALFORMED_QUERY');
    throw error;
  }
};

const LITERAL =
  /^\s*([+-]?\d+(\.\d*)?([eE][+-]?\d+)?|'([^']|'')*'|true|false|null|(date|timestamp)\s*'[0-9: .-]*')\s*$/i;

/** A parameter stands for one value, so that it cannot change what the statement does. */
const requireLiteral = (parameter: string): void => {
  if (!LITERAL.test(parameter))
    throw invalidRequest(`INVALID_PARAMETER_USAGE: the parameter ${parameter} is not a literal`);
};
