import type { DeleteChangeSetInput } from '@aws-sdk/client-cloudformation';
import { AwsError } from '@sales-cdc/aws-wire';
import type { CloudFormationState } from '../cloudformation-state.js';
import { executionOf } from './describe-change-set.js';
import { requireChangeSet } from './require-change-set.js';

/** One that is not there is deleted. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeleteChangeSet.html */
export const deleteChangeSet = async (
  { ChangeSetName, StackName }: DeleteChangeSetInput,
  state: CloudFormationState,
): Promise<object> => {
  const changeSet = findChangeSet(ChangeSetName, StackName, state);
  if (!changeSet) return {};
  if (executionOf(changeSet, state) === 'EXECUTE_IN_PROGRESS')
    throw new AwsError(
      'InvalidChangeSetStatus',
      `ChangeSet [${changeSet.id}] cannot be deleted while it is being executed.`,
    );
  await state.changeSets.forget(changeSet.id);
  return {};
};

const findChangeSet = (name: string | undefined, stackName: string | undefined, state: CloudFormationState) => {
  try {
    return requireChangeSet(name, stackName, state);
  } catch (error) {
    if (error instanceof AwsError && error.code === 'ChangeSetNotFound') return undefined;
    throw error;
  }
};
