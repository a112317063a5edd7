import type { UpdatePreparedStatementCommandInput } from '@aws-sdk/client-athena';
import type { AthenaState } from '../athena-state.js';
import { requirePreparable } from './require-preparable.js';

/** https://docs.aws.amazon.com/athena/latest/APIReference/API_UpdatePreparedStatement.html */
export const updatePreparedStatement = async (
  { StatementName = '', WorkGroup, QueryStatement, Description }: UpdatePreparedStatementCommandInput,
  state: AthenaState,
): Promise<Record<string, never>> => {
  const { name: WorkGroupName } = state.workGroup(WorkGroup);
  const before = state.preparedStatements.require(WorkGroupName, StatementName);
  const statement = await requirePreparable(QueryStatement);
  state.preparedStatements.put({
    ...before,
    StatementName,
    WorkGroupName,
    QueryStatement: statement,
    ...(Description !== undefined && { Description }),
    LastModifiedTime: new Date(state.context.clock.now()),
  });
  return {};
};
