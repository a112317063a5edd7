import type { CreatePreparedStatementCommandInput } from '@aws-sdk/client-athena';
import type { AthenaState } from '../athena-state.js';
import { invalidRequest } from '../errors.js';
import { requirePreparable } from './require-preparable.js';

/** https://docs.aws.amazon.com/athena/latest/APIReference/API_CreatePreparedStatement.html */
export const createPreparedStatement = async (
  { StatementName = '', WorkGroup, QueryStatement, Description }: CreatePreparedStatementCommandInput,
  state: AthenaState,
): Promise<Record<string, never>> => {
  const { name: WorkGroupName } = state.workGroup(WorkGroup);
  if (state.preparedStatements.find(WorkGroupName, StatementName))
    throw invalidRequest(`PreparedStatement ${StatementName} already exists in WorkGroup ${WorkGroupName}`);
  const statement = await requirePreparable(QueryStatement);
  state.preparedStatements.put({
    StatementName,
    WorkGroupName,
    QueryStatement: statement,
    ...(Description !== undefined && { Description }),
    LastModifiedTime: new Date(state.context.clock.now()),
  });
  return {};
};
