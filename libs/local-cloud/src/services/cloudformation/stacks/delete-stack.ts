import type { DeleteStackInput } from '@aws-sdk/client-cloudformation';
import { exportsOf, importersOf } from '../../../core/stacks/exports.js';
import { isDeleted } from '../../../core/stacks/stack-store.js';
import { isInProgress, type StackRecord } from '../../../core/stacks/stack.js';
import type { CloudFormationState } from '../cloudformation-state.js';
import { refuseDeploymentSettings } from '../deployment-settings.js';
import { validationError } from '../errors.js';
import { repeated, tokenOf } from '../request-token.js';

/**
 * A stack that is not there is deleted. Differs: the deletion of a stack whose creation is under way is refused; AWS ends
 * the creation.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeleteStack.html
 */
export const deleteStack = async (input: DeleteStackInput, state: CloudFormationState): Promise<object> => {
  const isForced = input.DeletionMode === 'FORCE_DELETE_STACK';
  refuseDeploymentSettings('DeleteStack', input, isForced ? ['DeletionMode'] : []);
  const { StackName = '', RetainResources = [], ClientRequestToken } = input;
  const stack = state.stacks.find(StackName);
  if (!stack || isDeleted(stack) || stack.status === 'DELETE_IN_PROGRESS') return {};
  if (repeated(ClientRequestToken, 'DELETE_IN_PROGRESS', stack.id, state)) return {};
  requireDeletable(stack, RetainResources, state);
  await state.stacks.delete(stack, RetainResources, tokenOf(ClientRequestToken));
  await state.changeSets.forgetAllOf(stack.id);
  return {};
};

const requireDeletable = (stack: StackRecord, retained: readonly string[], { stacks }: CloudFormationState): void => {
  const { id, name, status, terminationProtection, resources } = stack;
  if (terminationProtection)
    throw validationError(
      `Stack [${name}] cannot be deleted while TerminationProtection is enabled. To delete the stack, first disable termination protection.`,
    );
  if (isInProgress(stack) && status !== 'REVIEW_IN_PROGRESS')
    throw validationError(`Stack [${id}] cannot be deleted while in status ${status}`);
  if (retained.length > 0 && status !== 'DELETE_FAILED')
    throw validationError(
      `Invalid operation on stack [${id}]. Specify resources to retain only for stacks in the DELETE_FAILED state.`,
    );
  const unknown = retained.filter((one) => !resources.some(({ logicalId }) => logicalId === one));
  if (unknown.length > 0)
    throw validationError(`The following resources to retain do not exist in the stack: [${unknown.join(', ')}]`);
  // Differs: AWS begins the deletion and takes it back; here it does not begin.
  for (const { name: exportName } of exportsOf([stack])) {
    const importers = importersOf(exportName, stacks.all());
    if (importers.length > 0)
      throw validationError(`Cannot delete export ${exportName} as it is in use by ${importers.join(', ')}.`);
  }
};
