import type { ListNamedQueriesCommandInput, ListNamedQueriesCommandOutput } from '@aws-sdk/client-athena';
import type { AthenaState } from './athena-state.js';
import { page } from './paging.js';

/** https://docs.aws.amazon.com/athena/latest/APIReference/API_ListNamedQueries.html */
export const listNamedQueries = (
  input: ListNamedQueriesCommandInput,
  state: AthenaState,
): Omit<ListNamedQueriesCommandOutput, '$metadata'> => {
  const { name } = state.workGroup(input.WorkGroup);
  const { items, next } = page(
    [...state.namedQueries.values()].filter(({ WorkGroup }) => WorkGroup === name),
    input,
  );
  return { NamedQueryIds: items.flatMap(({ NamedQueryId }) => NamedQueryId ?? []), ...next };
};
