import { propertyChanges } from '../update-behaviour/update-behaviour.js';
import type { StackRecord, StackResource, StackState } from './stack.js';

/**
 * What a former run has left of a stack, and its template no longer has: what it leaves out, what a changed property
 * replaced, and what an update had superseded. Its policies say what becomes of it.
 */
export const leftoversOf = (
  { resources, superseded }: StackState & Pick<StackRecord, 'superseded'>,
  current: readonly StackResource[],
): readonly StackResource[] => {
  const isThere = ({ type, physicalId }: StackResource): boolean =>
    current.some((one) => one.type === type && one.physicalId === physicalId);
  const gone = resources.flatMap((former) => {
    const successor = current.find(({ logicalId, type }) => logicalId === former.logicalId && type === former.type);
    if (!successor) return [former];
    // One that only goes by another id is the same one still.
    const changes = propertyChanges(former.type, former.properties, successor.properties);
    return changes.some(({ behaviour }) => behaviour === 'replacement') ? [replaced(former)] : [];
  });
  return [...superseded, ...gone].filter((one) => !isThere(one));
};

/** The resource once another is in its place: the policy for replacements says what becomes of it, or it is deleted. */
export const replaced = (resource: StackResource): StackResource => ({
  ...resource,
  deletionPolicy: resource.updateReplacePolicy ?? 'Delete',
});

/**
 * The stack as the rollback of its update would leave it, if one was cut off or has failed: what the update was about to
 * put in the place of the former resources is superseded.
 */
export const withoutUnfinishedUpdate = (stack: StackRecord): StackRecord => {
  const { before, replacement: _replacement, ...rest } = stack;
  if (!before || !UNFINISHED.has(stack.status)) return stack;
  return { ...rest, ...before, superseded: createdSince(before, stack) };
};

const UNFINISHED: ReadonlySet<string> = new Set([
  'UPDATE_IN_PROGRESS',
  'UPDATE_FAILED',
  'UPDATE_ROLLBACK_IN_PROGRESS',
  'UPDATE_ROLLBACK_FAILED',
]);

/** What an update has made, oldest first. */
export const createdSince = (
  before: Pick<StackState, 'resources'>,
  { superseded, resources, replacement }: StackRecord,
): readonly StackResource[] => {
  const former = new Set(before.resources.map(({ type, physicalId }) => `${type} ${physicalId}`));
  return [...superseded, ...resources, ...(replacement ? [replacement] : [])].filter(
    ({ type, physicalId }) => !former.has(`${type} ${physicalId}`),
  );
};
