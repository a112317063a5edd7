import type { AwsError } from '@sales-cdc/aws-wire';
import { parseStatement, SqlError, type Execute, type Statement } from '@sales-cdc/athena-sql';
import type { AthenaState } from './athena-state.js';
import { invalidRequest } from './errors.js';
import type { BoundStatement } from './query-execution.js';

/**
 * Parses the statement, as Athena does before it takes it: one that the grammar does not know is refused at once, and
 * has no execution. Of EXECUTE it is the statement that was prepared in the work group.
 *
 * https://docs.aws.amazon.com/athena/latest/ug/querying-with-prepared-statements.html
 */
export const bindStatement = async (
  sql: string,
  parameters: readonly string[],
  workGroup: string,
  state: AthenaState,
): Promise<BoundStatement> => {
  const statement = await parse(sql);
  if (statement.kind !== 'execute') return boundTo(statement, parameters);
  if (statement.parameters.length > 0 && parameters.length > 0)
    throw invalidRequest(
      'INVALID_PARAMETER_USAGE: give the parameters in USING or as ExecutionParameters, not in both',
    );
  const { QueryStatement } = prepared(statement, workGroup, state);
  return boundTo(await parse(QueryStatement ?? ''), [...statement.parameters, ...parameters]);
};

const prepared = ({ name }: Execute, workGroup: string, { preparedStatements }: AthenaState) => {
  const found = preparedStatements.find(workGroup, name);
  if (!found) throw invalidRequest(`NOT_FOUND: line 1:1: Prepared statement not found: ${name}`);
  return found;
};

const boundTo = (statement: Statement, parameters: readonly string[]): BoundStatement => {
  if (statement.kind === 'unsupported') throw unsupported(statement.verb);
  requireParameters('query' in statement ? statement.query.parameterCount : 0, parameters);
  return { statement, parameters };
};

const unsupported = (verb: string): AwsError =>
  invalidRequest(`NOT_SUPPORTED: ${verb} is not supported by the local cloud`, 'UNSUPPORTED');

const requireParameters = (expected: number, parameters: readonly string[]): void => {
  if (expected !== parameters.length)
    throw invalidRequest(
      `INVALID_PARAMETER_USAGE: line 1:1: Incorrect number of parameters: expected ${expected} but found ${parameters.length}`,
    );
  parameters.forEach(requireLiteral);
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
