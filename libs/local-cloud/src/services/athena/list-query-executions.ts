import type { ListQueryExecutionsCommandInput, ListQueryExecutionsCommandOutput } from '@aws-sdk/client-athena';
import type { AthenaState } from './athena-state.js';
import { page } from './paging.js';

/** Newest first. https://docs.aws.amazon.com/athena/latest/APIReference/API_ListQueryExecutions.html */
export const listQueryExecutions = (
  input: ListQueryExecutionsCommandInput,
  state: AthenaState,
): Omit<ListQueryExecutionsCommandOutput, '$metadata'> => {
  const { name } = state.workGroup(input.WorkGroup);
  const { items, next } = page(
    state.queries().filter(({ workGroup }) => workGroup === name),
    input,
  );
  return { QueryExecutionIds: items.map(({ id }) => id), ...next };
};
