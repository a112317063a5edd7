import { arnOf, type CloudContext } from '../../../core/cloud-context.js';
import { randomUuid } from '../../../core/random-uuid.js';
import type { StackDefinition, StackRecord } from '../../../core/stacks/stack.js';
import type { CloudFormationState } from '../cloudformation-state.js';
import { alreadyExists } from '../errors.js';
import { requireValidName } from '../valid-name.js';

/** A stack of which nothing exists yet. Throws when the name is none or is another's. */
export const newStack = (
  name: string,
  definition: StackDefinition,
  { context, stacks }: Pick<CloudFormationState, 'context' | 'stacks'>,
): StackRecord => {
  requireValidName('stackName', name);
  if (stacks.find(name)) throw alreadyExists(name);
  return {
    id: idOf(name, context),
    name,
    definition,
    status: 'REVIEW_IN_PROGRESS',
    createdAtMs: context.clock.now(),
    terminationProtection: false,
    disableRollback: false,
    resources: [],
    superseded: [],
    outputs: {},
    imports: [],
    events: [],
  };
};

const idOf = (name: string, context: CloudContext): string =>
  arnOf(context, 'cloudformation', `stack/${name}/${randomUuid(context.random)}`);
