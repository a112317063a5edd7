import type { CreateChangeSetInput, CreateChangeSetOutput } from '@aws-sdk/client-cloudformation';
import { AwsError } from '@sales-cdc/aws-wire';
import { arnOf } from '../../../core/cloud-context.js';
import { randomUuid } from '../../../core/random-uuid.js';
import type { StackDefinition, StackRecord } from '../../../core/stacks/stack.js';
import type { CloudFormationState } from '../cloudformation-state.js';
import { refuseDeploymentSettings } from '../deployment-settings.js';
import { validationError } from '../errors.js';
import { newStack } from '../stacks/new-stack.js';
import { requireUpdatable } from '../stacks/updatable.js';
import { readDefinition, type ReadDefinition } from '../templates/read-definition.js';
import { requireValidName } from '../valid-name.js';
import type { ChangeSet } from './change-sets.js';
import { foreseeChanges } from './foresee-changes.js';

/**
 * Two settings that the CDK CLI sends are not among them. IncludeNestedStacks says nothing, as a template with a nested
 * stack is refused. ImportExistingResources, which `cdk bootstrap` sends, is what happens anyway. Differs: what exists under
 * a given name and is no stack's becomes the stack's with and without it, and the change set calls that an addition.
 */
const UNSUPPORTED = ['ResourcesToImport', 'DeploymentMode'];
/** A stack has no template before a change set is executed. */
const NOTHING_YET: StackDefinition = {
  templateBody: '{"Resources":{}}',
  ...{ parameters: {}, storedParameters: {}, tags: [], capabilities: [] },
};
const NOTHING =
  "The submitted information didn't contain changes. Submit different information to create a change set.";

/**
 * Differs: the change set is complete, or failed, when this answers; on AWS it takes seconds.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateChangeSet.html
 */
export const createChangeSet = async (
  input: CreateChangeSetInput,
  state: CloudFormationState,
): Promise<CreateChangeSetOutput> => {
  const { StackName = '', ChangeSetName = '' } = input;
  const type = requireSupported(input);
  const former = existingStack(input, type, state);
  const updated = type === 'UPDATE' ? former : undefined;
  const read = await readDefinition(former?.name ?? StackName, input, updated, state);
  // Another operation may have begun while the template was read.
  const existing = existingStack(input, type, state);
  if (existing && type === 'UPDATE') requireUpdatable(existing);
  const stack = existing ?? newStack(StackName, NOTHING_YET, state);
  const known = state.changeSets.find(ChangeSetName, stack.id);
  if (known && known.clientToken !== undefined && known.clientToken === input.ClientToken)
    return { Id: known.id, StackId: stack.id };
  if (known) throw new AwsError('AlreadyExistsException', `ChangeSet ${ChangeSetName} already exists`);

  const changeSet = changeSetOf(input, type, stack, read, state);
  await Promise.all([existing ? undefined : state.stacks.save(stack), state.changeSets.put(changeSet)]);
  return { Id: changeSet.id, StackId: stack.id };
};

/** Throws ValidationError for what is no change set, or one that the local cloud could not execute. */
const requireSupported = (input: CreateChangeSetInput): ChangeSet['type'] => {
  refuseDeploymentSettings('CreateChangeSet', input, UNSUPPORTED);
  const { StackName = '', ChangeSetName = '', ChangeSetType: type = 'UPDATE', ClientToken, OnStackFailure } = input;
  if (type !== 'CREATE' && type !== 'UPDATE')
    throw validationError(`The local cloud does not support the ChangeSetType ${type}.`);
  if (!StackName.startsWith('arn:')) requireValidName('stackName', StackName);
  requireValidName('changeSetName', ChangeSetName);
  if (ClientToken !== undefined) requireValidName('clientToken', ClientToken);
  if (OnStackFailure === 'DELETE' && type !== 'CREATE')
    throw validationError('OnStackFailure can be DELETE only for change sets of the type CREATE.');
  return type;
};

/** The stack that is to be updated, or the one that a former change set was to create. */
const existingStack = (
  { StackName: name = '', ChangeSetName: changeSetName = '' }: CreateChangeSetInput,
  type: 'CREATE' | 'UPDATE',
  { stacks }: CloudFormationState,
): StackRecord | undefined => {
  const stack = stacks.find(name);
  // Of a stack under review nothing exists yet but its name.
  if (type === 'UPDATE' && (!stack || stack.status === 'REVIEW_IN_PROGRESS'))
    throw validationError(`Stack [${name}] does not exist`);
  if (type === 'CREATE' && stack && stack.status !== 'REVIEW_IN_PROGRESS')
    throw validationError(
      `Stack [${name}] already exists and cannot be created again with the changeSet [${changeSetName}].`,
    );
  return stack;
};

const changeSetOf = (
  { ChangeSetName: name = '', Description: description, OnStackFailure: onFailure, ClientToken }: CreateChangeSetInput,
  type: ChangeSet['type'],
  stack: StackRecord,
  read: ReadDefinition,
  state: CloudFormationState,
): ChangeSet => {
  const { context } = state;
  const { changes, hasChanges } = foreseeChanges(read, stack, state);
  const outcome = hasChanges
    ? ({ status: 'CREATE_COMPLETE', execution: 'AVAILABLE' } as const)
    : ({ status: 'FAILED', reason: NOTHING, execution: 'UNAVAILABLE' } as const);
  return {
    id: arnOf(context, 'cloudformation', `changeSet/${name}/${randomUuid(context.random)}`),
    name,
    stackId: stack.id,
    stackName: stack.name,
    type,
    ...(description !== undefined && { description }),
    ...(ClientToken !== undefined && { clientToken: ClientToken }),
    createdAtMs: context.clock.now(),
    definition: read.definition,
    changes,
    ...outcome,
    ...(onFailure !== undefined && { onFailure }),
  };
};
