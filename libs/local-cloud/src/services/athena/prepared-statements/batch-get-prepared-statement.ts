import type {
  BatchGetPreparedStatementCommandInput,
  BatchGetPreparedStatementCommandOutput,
} from '@aws-sdk/client-athena';
import type { AthenaState } from '../athena-state.js';

/** https://docs.aws.amazon.com/athena/latest/APIReference/API_BatchGetPreparedStatement.html */
export const batchGetPreparedStatement = (
  { PreparedStatementNames, WorkGroup }: BatchGetPreparedStatementCommandInput,
  state: AthenaState,
): Omit<BatchGetPreparedStatementCommandOutput, '$metadata'> => {
  const group = state.workGroup(WorkGroup).name;
  const names = PreparedStatementNames ?? [];
  return {
    PreparedStatements: names.flatMap((name) => state.preparedStatements.find(group, name) ?? []),
    UnprocessedPreparedStatementNames: names
      .filter((name) => !state.preparedStatements.find(group, name))
      .map((name) => ({
        StatementName: name,
        ErrorCode: 'STATEMENT_NOT_FOUND',
        ErrorMessage: `PreparedStatement ${name} was not found`,
      })),
  };
};
