import type { CreateNamedQueryCommandInput } from '@aws-sdk/client-athena';
import { randomUuid } from '../../../core/random-uuid.js';
import type { AthenaState } from '../athena-state.js';
import { requireText } from './require-text.js';

/**
 * A repeated ClientRequestToken gives the query that it gave before.
 *
 * https://docs.aws.amazon.com/athena/latest/APIReference/API_CreateNamedQuery.html
 */
export const createNamedQuery = (
  { Name, Description, Database, QueryString, WorkGroup, ClientRequestToken }: CreateNamedQueryCommandInput,
  state: AthenaState,
): { readonly NamedQueryId: string } => {
  const repeated = ClientRequestToken === undefined ? undefined : state.namedQueryIdsByToken.get(ClientRequestToken);
  if (repeated !== undefined) return { NamedQueryId: repeated };
  const id = randomUuid(state.context.random);
  state.namedQueries.set(id, {
    NamedQueryId: id,
    Name: requireText('name', Name),
    ...(Description !== undefined && { Description }),
    Database: requireText('database', Database),
    QueryString: requireText('queryString', QueryString),
    WorkGroup: state.workGroup(WorkGroup).name,
  });
  if (ClientRequestToken !== undefined) state.namedQueryIdsByToken.set(ClientRequestToken, id);
  return { NamedQueryId: id };
};
