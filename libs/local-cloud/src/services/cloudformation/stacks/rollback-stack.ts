import type {
  ContinueUpdateRollbackInput,
  ContinueUpdateRollbackOutput,
  RollbackStackInput,
  RollbackStackOutput,
} from '@aws-sdk/client-cloudformation';
import { requireStack, type CloudFormationState } from '../cloudformation-state.js';
import { refuseDeploymentSettings } from '../deployment-settings.js';
import { refuseSettings, validationError } from '../errors.js';
import { repeated, tokenOf } from '../request-token.js';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_RollbackStack.html */
export const rollbackStack = async (
  input: RollbackStackInput,
  state: CloudFormationState,
): Promise<RollbackStackOutput> => {
  refuseDeploymentSettings('RollbackStack', input);
  const stack = requireStack(input.StackName, state);
  if (repeated(input.ClientRequestToken, 'ROLLBACK_IN_PROGRESS', stack.id, state)) return { StackId: stack.id };
  if (stack.status !== 'CREATE_FAILED' && stack.status !== 'UPDATE_FAILED')
    throw validationError(`Stack:${stack.id} is in ${stack.status} state and can not be rolled back.`);
  await state.stacks.rollBack(stack, {
    ...tokenOf(input.ClientRequestToken),
    ...(input.RetainExceptOnCreate === true && { retainExceptOnCreate: true }),
  });
  return { StackId: stack.id };
};

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ContinueUpdateRollback.html */
export const continueUpdateRollback = async (
  input: ContinueUpdateRollbackInput,
  state: CloudFormationState,
): Promise<ContinueUpdateRollbackOutput> => {
  refuseSettings('ContinueUpdateRollback', input, ['ResourcesToSkip', 'ForceRollback']);
  const stack = requireStack(input.StackName, state);
  if (repeated(input.ClientRequestToken, 'ROLLBACK_IN_PROGRESS', stack.id, state)) return {};
  if (stack.status !== 'UPDATE_ROLLBACK_FAILED')
    throw validationError(`Stack:${stack.id} is in ${stack.status} state and can not continue rollback.`);
  await state.stacks.rollBack(stack, tokenOf(input.ClientRequestToken));
  return {};
};
