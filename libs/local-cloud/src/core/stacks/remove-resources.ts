import { goOn, reasonIn, type Operation } from './operation.js';
import type { StackResource } from './stack.js';

export interface Removal {
  /** In the order of their creation; they are removed from the last to the first. */
  readonly resources: readonly StackResource[];
  /** Whether this undoes their creation, of which `RetainExceptOnCreate` makes an exception. */
  readonly undoesCreation: boolean;
  /** Logical ids that the caller wants to keep. */
  readonly retained?: readonly string[];
  /** Told of each that is gone or left. */
  readonly onGone: (resource: StackResource) => Promise<void>;
}

/**
 * Removes resources, or leaves them where their deletion policy says so. Goes on after a failure; returns the logical ids
 * of those that could not be removed.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html
 */
export const removeResources = async (
  { resources, undoesCreation, retained = [], onGone }: Removal,
  operation: Operation,
): Promise<readonly string[]> => {
  const failed: string[] = [];
  for (const resource of [...resources].reverse()) {
    goOn(operation);
    const stays = retained.includes(resource.logicalId) || isRetained(resource, undoesCreation, operation);
    if (stays) await leave(resource, operation);
    else if (!(await removeOne(resource, operation))) failed.push(resource.logicalId);
    if (!failed.includes(resource.logicalId)) await onGone(resource);
  }
  return failed.reverse();
};

/** Removes what an update took out of the stack, so that each is removed once, however often this is taken up. */
export const removeSuperseded = async (
  resources: readonly StackResource[],
  undoesCreation: boolean,
  operation: Operation,
): Promise<void> => {
  const { journal } = operation;
  const onGone = (gone: StackResource): Promise<void> =>
    journal.change({ superseded: journal.record.superseded.filter((one) => one !== gone) });
  await removeResources({ resources, undoesCreation, onGone }, operation);
};

/** Whether the resource stays where its stack lets go of it. */
export const isKept = ({ deletionPolicy, physicalId }: StackResource): boolean =>
  physicalId !== undefined && deletionPolicy?.startsWith('Retain') === true;

const isRetained = (resource: StackResource, undoesCreation: boolean, { journal }: Operation): boolean => {
  if (!isKept(resource)) return false;
  const isExcepted = resource.deletionPolicy === 'RetainExceptOnCreate' || journal.record.retainExceptOnCreate === true;
  return !(undoesCreation && isExcepted);
};

const leave = ({ reason: _former, ...resource }: StackResource, { journal }: Operation): Promise<void> =>
  journal.tell({ ...resource, status: 'DELETE_SKIPPED' });

const removeOne = async ({ reason: _former, ...resource }: StackResource, operation: Operation): Promise<boolean> => {
  const { journal, handlers } = operation;
  // What was never created leaves nothing behind.
  if (resource.physicalId === undefined) return true;
  await journal.tell({ ...resource, status: 'DELETE_IN_PROGRESS' });
  try {
    await handlers.remove(journal.record.name, resource);
  } catch (error) {
    const failed = { ...resource, status: 'DELETE_FAILED', reason: reasonIn(error) };
    if (journal.resource(resource.logicalId)?.physicalId === resource.physicalId) await journal.put(failed);
    else await journal.tell(failed);
    return false;
  }
  await journal.tell({ ...resource, status: 'DELETE_COMPLETE' });
  return true;
};
