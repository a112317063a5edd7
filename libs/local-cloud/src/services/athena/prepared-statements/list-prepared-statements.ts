import type { ListPreparedStatementsCommandInput, ListPreparedStatementsCommandOutput } from '@aws-sdk/client-athena';
import type { AthenaState } from '../athena-state.js';
import { page } from '../paging.js';

/** https://docs.aws.amazon.com/athena/latest/APIReference/API_ListPreparedStatements.html */
export const listPreparedStatements = (
  { WorkGroup, NextToken, MaxResults }: ListPreparedStatementsCommandInput,
  state: AthenaState,
): Omit<ListPreparedStatementsCommandOutput, '$metadata'> => {
  const statements = state.preparedStatements.of(state.workGroup(WorkGroup).name);
  const { items, next } = page(statements, { NextToken, MaxResults });
  return {
    PreparedStatements: items.map(({ StatementName, LastModifiedTime }) => ({ StatementName, LastModifiedTime })),
    ...next,
  };
};
