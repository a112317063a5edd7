import type { ExecuteChangeSetInput } from '@aws-sdk/client-cloudformation';
import { AwsError } from '@sales-cdc/aws-wire';
import type { OperationSettings } from '../../../core/stacks/stack-engine.js';
import { requireStack, type CloudFormationState } from '../cloudformation-state.js';
import { validationError, wrongState } from '../errors.js';
import { repeated, tokenOf } from '../request-token.js';
import { asCallersError } from '../templates/read-definition.js';
import { requireUpdatable } from '../stacks/updatable.js';
import type { ChangeSet } from './change-sets.js';
import { executionOf } from './describe-change-set.js';
import { requireChangeSet } from './require-change-set.js';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ExecuteChangeSet.html */
export const executeChangeSet = async (input: ExecuteChangeSetInput, state: CloudFormationState): Promise<object> => {
  const changeSet = requireChangeSet(input.ChangeSetName, input.StackName, state);
  const { stackId, type, onFailure } = changeSet;
  if (repeated(input.ClientRequestToken, `${type}_IN_PROGRESS`, stackId, state)) return {};
  if (changeSet.execution !== 'AVAILABLE') throw notExecutable(changeSet, state);
  if (onFailure !== undefined && input.DisableRollback !== undefined)
    throw validationError('DisableRollback cannot be specified for a change set that has OnStackFailure.');
  const disableRollback = input.DisableRollback === true || onFailure === 'DO_NOTHING';
  const settings = {
    ...tokenOf(input.ClientRequestToken),
    ...{ changeSetId: changeSet.id, disableRollback },
    ...(input.RetainExceptOnCreate === true && { retainExceptOnCreate: true }),
  };
  await (type === 'CREATE' ? create : update)(changeSet, settings, state);
  await markExecuted(changeSet, state);
  return {};
};

const create = async (changeSet: ChangeSet, settings: OperationSettings, state: CloudFormationState): Promise<void> => {
  const stack = requireStack(changeSet.stackId, state);
  // It can have begun, and ended, without the change set being marked as executed.
  if (stack.status !== 'REVIEW_IN_PROGRESS') throw wrongState(stack.id, stack.status, 'created');
  const onFailure = changeSet.onFailure ?? (settings.disableRollback === true ? 'DO_NOTHING' : 'ROLLBACK');
  const created = { ...stack, definition: changeSet.definition, createdAtMs: state.context.clock.now() };
  await asCallersError(() => state.stacks.create(created, onFailure, settings));
};

const update = async (changeSet: ChangeSet, settings: OperationSettings, state: CloudFormationState): Promise<void> => {
  const stack = requireStack(changeSet.stackId, state);
  requireUpdatable(stack);
  await asCallersError(() => state.stacks.update(stack, changeSet.definition, settings));
};

const notExecutable = (changeSet: ChangeSet, state: CloudFormationState): AwsError => {
  const { id, status } = changeSet;
  const current =
    status === 'FAILED' ? `status of [${status}]` : `execution status of [${executionOf(changeSet, state)}]`;
  return new AwsError('InvalidChangeSetStatus', `ChangeSet [${id}] cannot be executed in its current ${current}`);
};

/** The stack is another one from now on, so the other change sets no longer fit it. */
const markExecuted = async (changeSet: ChangeSet, { changeSets }: CloudFormationState): Promise<void> => {
  for (const other of changeSets.of(changeSet.stackId))
    if (other.id !== changeSet.id) await changeSets.forget(other.id);
  await changeSets.put({ ...changeSet, execution: 'EXECUTED' });
};
