import type { CreateStackInput, CreateStackOutput } from '@aws-sdk/client-cloudformation';
import type { CloudFormationState } from '../cloudformation-state.js';
import { refuseDeploymentSettings } from '../deployment-settings.js';
import { validationError } from '../errors.js';
import { repeated, tokenOf } from '../request-token.js';
import { readDefinition } from '../templates/read-definition.js';
import { requireValidName } from '../valid-name.js';
import { newStack } from './new-stack.js';

const UNSUPPORTED = ['StackPolicyBody', 'StackPolicyURL', 'TimeoutInMinutes'];

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html */
export const createStack = async (input: CreateStackInput, state: CloudFormationState): Promise<CreateStackOutput> => {
  refuseDeploymentSettings('CreateStack', input, UNSUPPORTED);
  const { StackName = '', OnFailure, DisableRollback, EnableTerminationProtection = false } = input;
  requireValidName('stackName', StackName);
  const before = repeated(input.ClientRequestToken, 'CREATE_IN_PROGRESS', StackName, state);
  if (before) return { StackId: before.id };
  if (OnFailure !== undefined && DisableRollback !== undefined)
    throw validationError('You cannot specify both DisableRollback and OnFailure.');
  const { definition } = await readDefinition(StackName, input, undefined, state);
  const stack = {
    ...newStack(StackName, definition, state),
    terminationProtection: EnableTerminationProtection,
    disableRollback: DisableRollback === true || OnFailure === 'DO_NOTHING',
  };
  const onFailure = OnFailure ?? (DisableRollback === true ? 'DO_NOTHING' : 'ROLLBACK');
  await state.stacks.create(stack, onFailure, {
    ...tokenOf(input.ClientRequestToken),
    ...(input.RetainExceptOnCreate === true && { retainExceptOnCreate: true }),
  });
  return { StackId: stack.id };
};
