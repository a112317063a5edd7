import { AwsError } from '@sales-cdc/aws-wire';
import type { CloudFormationState } from '../cloudformation-state.js';
import { validationError } from '../errors.js';
import type { ChangeSet } from './change-sets.js';

/** By id, or by name and stack. */
export const requireChangeSet = (
  nameOrId: string | undefined,
  stackName: string | undefined,
  { changeSets, stacks }: Pick<CloudFormationState, 'changeSets' | 'stacks'>,
): ChangeSet => {
  if (nameOrId?.startsWith('arn:') !== true && stackName === undefined)
    throw validationError('StackName must be specified if ChangeSetName is not specified as an ARN.');
  const stackId = stackName === undefined ? undefined : stacks.find(stackName)?.id;
  const found = nameOrId === undefined ? undefined : changeSets.find(nameOrId, stackId);
  if (!found) throw new AwsError('ChangeSetNotFound', `ChangeSet [${nameOrId ?? ''}] does not exist`, 404);
  return found;
};
