import type { DeletePreparedStatementCommandInput } from '@aws-sdk/client-athena';
import type { AthenaState } from '../athena-state.js';

/** https://docs.aws.amazon.com/athena/latest/APIReference/API_DeletePreparedStatement.html */
export const deletePreparedStatement = (
  { StatementName, WorkGroup }: DeletePreparedStatementCommandInput,
  state: AthenaState,
): Record<string, never> => {
  state.preparedStatements.delete(state.workGroup(WorkGroup).name, StatementName);
  return {};
};
