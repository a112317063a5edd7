import type { UpdateStackInput, UpdateStackOutput } from '@aws-sdk/client-cloudformation';
import { foreseeChanges } from '../change-sets/foresee-changes.js';
import { requireStack, type CloudFormationState } from '../cloudformation-state.js';
import { refuseDeploymentSettings } from '../deployment-settings.js';
import { validationError } from '../errors.js';
import { repeated, tokenOf } from '../request-token.js';
import { readDefinition } from '../templates/read-definition.js';
import { requireUpdatable } from './updatable.js';

const UNSUPPORTED = [
  ...['StackPolicyBody', 'StackPolicyURL', 'StackPolicyDuringUpdateBody', 'StackPolicyDuringUpdateURL'],
];

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_UpdateStack.html */
export const updateStack = async (input: UpdateStackInput, state: CloudFormationState): Promise<UpdateStackOutput> => {
  refuseDeploymentSettings('UpdateStack', input, UNSUPPORTED);
  const former = requireStack(input.StackName, state);
  const before = repeated(input.ClientRequestToken, 'UPDATE_IN_PROGRESS', former.id, state);
  if (before) return { StackId: before.id };
  const read = await readDefinition(former.name, input, former, state);
  // Another operation may have begun while the template was read.
  const stack = requireStack(former.id, state);
  requireUpdatable(stack);
  if (!foreseeChanges(read, stack, state).hasChanges) throw validationError('No updates are to be performed.');
  await state.stacks.update(stack, read.definition, {
    ...tokenOf(input.ClientRequestToken),
    disableRollback: input.DisableRollback ?? false,
    ...(input.RetainExceptOnCreate === true && { retainExceptOnCreate: true }),
  });
  // What they would change is no longer there.
  await state.changeSets.forgetAllOf(stack.id);
  return { StackId: stack.id };
};
