import type { GetPreparedStatementCommandInput, PreparedStatement } from '@aws-sdk/client-athena';
import type { AthenaState } from '../athena-state.js';

/** https://docs.aws.amazon.com/athena/latest/APIReference/API_GetPreparedStatement.html */
export const getPreparedStatement = (
  { StatementName, WorkGroup }: GetPreparedStatementCommandInput,
  state: AthenaState,
): { readonly PreparedStatement: PreparedStatement } => ({
  PreparedStatement: state.preparedStatements.require(state.workGroup(WorkGroup).name, StatementName),
});
