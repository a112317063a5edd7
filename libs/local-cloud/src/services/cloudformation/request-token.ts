import type { StackRecord } from '../../core/stacks/stack.js';
import type { CloudFormationState } from './cloudformation-state.js';
import { tokenAlreadyExists } from './errors.js';
import { requireValidName } from './valid-name.js';

/** The first event of an operation. */
type Beginning = 'CREATE_IN_PROGRESS' | 'UPDATE_IN_PROGRESS' | 'DELETE_IN_PROGRESS' | 'ROLLBACK_IN_PROGRESS';

/** The operation's setting that its events bear. */
export const tokenOf = (token: string | undefined): { readonly token?: string } =>
  token === undefined ? {} : { token };

/**
 * The stack on which the request with this token has already begun the operation, when it is sent again because its answer
 * was lost. Undefined for a new token; throws when the token is another request's.
 */
export const repeated = (
  token: string | undefined,
  beginning: Beginning,
  stackNameOrId: string,
  { stacks }: Pick<CloudFormationState, 'stacks'>,
): StackRecord | undefined => {
  if (token === undefined) return undefined;
  requireValidName('clientRequestToken', token);
  for (const stack of stacks.all()) {
    const first = stack.events.find((event) => event.token === token);
    if (!first) continue;
    const isOfStack = stack.id === stackNameOrId || stack.name === stackNameOrId;
    if (isOfStack && first.physicalId === stack.id && first.status.endsWith(beginning)) return stack;
    throw tokenAlreadyExists(token);
  }
  return undefined;
};
