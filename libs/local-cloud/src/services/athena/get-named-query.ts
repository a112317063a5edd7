import type { GetNamedQueryCommandInput, NamedQuery } from '@aws-sdk/client-athena';
import type { AthenaState } from './athena-state.js';
import { invalidRequest } from './errors.js';

/** https://docs.aws.amazon.com/athena/latest/APIReference/API_GetNamedQuery.html */
export const getNamedQuery = (
  { NamedQueryId }: GetNamedQueryCommandInput,
  state: AthenaState,
): { readonly NamedQuery: NamedQuery } => {
  const found = state.namedQueries.get(NamedQueryId ?? '');
  if (!found) throw invalidRequest(`Named query ${NamedQueryId ?? ''} does not exist.`);
  return { NamedQuery: found };
};
