import type { BatchGetNamedQueryCommandInput, BatchGetNamedQueryCommandOutput } from '@aws-sdk/client-athena';
import type { AthenaState } from './athena-state.js';

/** https://docs.aws.amazon.com/athena/latest/APIReference/API_BatchGetNamedQuery.html */
export const batchGetNamedQuery = (
  { NamedQueryIds }: BatchGetNamedQueryCommandInput,
  state: AthenaState,
): Omit<BatchGetNamedQueryCommandOutput, '$metadata'> => {
  const ids = NamedQueryIds ?? [];
  return {
    NamedQueries: ids.flatMap((id) => state.namedQueries.get(id) ?? []),
    UnprocessedNamedQueryIds: ids
      .filter((id) => !state.namedQueries.has(id))
      .map((id) => ({
        NamedQueryId: id,
        ErrorCode: 'INVALID_INPUT',
        ErrorMessage: `Named query ${id} does not exist.`,
      })),
  };
};
