import type { UpdateNamedQueryCommandInput } from '@aws-sdk/client-athena';
import type { AthenaState } from '../athena-state.js';
import { getNamedQuery } from '../get-named-query.js';
import { requireText } from './require-text.js';

/** https://docs.aws.amazon.com/athena/latest/APIReference/API_UpdateNamedQuery.html */
export const updateNamedQuery = (
  { NamedQueryId, Name, Description, QueryString }: UpdateNamedQueryCommandInput,
  state: AthenaState,
): Record<string, never> => {
  const { NamedQuery } = getNamedQuery({ NamedQueryId }, state);
  state.namedQueries.set(NamedQueryId ?? '', {
    ...NamedQuery,
    Name: requireText('name', Name),
    ...(Description !== undefined && { Description }),
    QueryString: requireText('queryString', QueryString),
  });
  return {};
};
