import type { DeleteWorkGroupCommandInput } from '@aws-sdk/client-athena';
import type { AthenaState } from '../athena-state.js';
import { invalidRequest } from '../errors.js';

/**
 * What is in the group goes with it only where RecursiveDeleteOption says so; the history of its queries stays until it
 * is forgotten by age.
 *
 * https://docs.aws.amazon.com/athena/latest/APIReference/API_DeleteWorkGroup.html
 */
export const deleteWorkGroup = (
  { WorkGroup, RecursiveDeleteOption = false }: DeleteWorkGroupCommandInput,
  state: AthenaState,
): Record<string, never> => {
  const { name } = state.workGroup(WorkGroup);
  if (name === 'primary') throw invalidRequest('The primary workgroup cannot be deleted');
  const namedQueries = [...state.namedQueries].filter(([, query]) => query.WorkGroup === name);
  const prepared = state.preparedStatements.of(name);
  const isEmpty =
    namedQueries.length === 0 && prepared.length === 0 && !state.queries().some((query) => query.workGroup === name);
  if (!isEmpty && !RecursiveDeleteOption) throw invalidRequest(`WorkGroup ${name} is not empty`);
  for (const [id] of namedQueries) state.namedQueries.delete(id);
  for (const { StatementName } of prepared) state.preparedStatements.delete(name, StatementName);
  state.workGroups.delete(name);
  return {};
};
