import type { DeleteNamedQueryCommandInput } from '@aws-sdk/client-athena';
import type { AthenaState } from '../athena-state.js';
import { getNamedQuery } from '../get-named-query.js';

/** https://docs.aws.amazon.com/athena/latest/APIReference/API_DeleteNamedQuery.html */
export const deleteNamedQuery = (
  { NamedQueryId }: DeleteNamedQueryCommandInput,
  state: AthenaState,
): Record<string, never> => {
  getNamedQuery({ NamedQueryId }, state);
  state.namedQueries.delete(NamedQueryId ?? '');
  return {};
};
