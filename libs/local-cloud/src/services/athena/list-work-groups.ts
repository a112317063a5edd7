import type { ListWorkGroupsCommandInput, ListWorkGroupsCommandOutput } from '@aws-sdk/client-athena';
import type { AthenaState } from './athena-state.js';
import { page } from './paging.js';

/** https://docs.aws.amazon.com/athena/latest/APIReference/API_ListWorkGroups.html */
export const listWorkGroups = (
  input: ListWorkGroupsCommandInput,
  state: AthenaState,
): Omit<ListWorkGroupsCommandOutput, '$metadata'> => {
  const { items, next } = page([...state.workGroups.values()], input);
  const described = items.map(({ name, description, enabled, createdAtMs }) => ({
    Name: name,
    ...(description !== undefined && { Description: description }),
    State: enabled ? ('ENABLED' as const) : ('DISABLED' as const),
    CreationTime: new Date(createdAtMs),
  }));
  return { WorkGroups: described, ...next };
};
