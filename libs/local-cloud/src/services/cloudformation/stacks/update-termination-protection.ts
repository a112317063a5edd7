import type {
  UpdateTerminationProtectionInput,
  UpdateTerminationProtectionOutput,
} from '@aws-sdk/client-cloudformation';
import { requireStack, type CloudFormationState } from '../cloudformation-state.js';
import { wrongState } from '../errors.js';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_UpdateTerminationProtection.html */
export const updateTerminationProtection = async (
  { StackName, EnableTerminationProtection = false }: UpdateTerminationProtectionInput,
  state: CloudFormationState,
): Promise<UpdateTerminationProtectionOutput> => {
  const stack = requireStack(StackName, state);
  if (stack.status.startsWith('DELETE_') && stack.status !== 'DELETE_FAILED')
    throw wrongState(stack.id, stack.status, 'updated');
  await state.stacks.protect(stack, EnableTerminationProtection);
  return { StackId: stack.id };
};
