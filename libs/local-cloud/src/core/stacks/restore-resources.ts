import { isDeepStrictEqual } from 'node:util';
import { updateInPlace } from './apply-plan.js';
import { createdSince } from './leftovers.js';
import { goOn, OperationStopped, type Operation } from './operation.js';
import type { StackResource } from './stack.js';

export interface Restoration {
  /** The resources as they were before the update. */
  readonly restored: readonly StackResource[];
  /** What the update had made, to be removed. */
  readonly created: readonly StackResource[];
  /** Logical ids of what could not be brought back. */
  readonly failed: readonly string[];
}

/**
 * Gives every resource the properties back that it had before the update. A replaced one still exists and only takes its
 * place again. Repeating it changes nothing.
 */
export const restoreResources = async (operation: Operation): Promise<Restoration> => {
  const { journal } = operation;
  const { before, name } = journal.record;
  if (!before)
    throw new Error(`The stack ${name} cannot be rolled back, since nothing is known of it before an update.`);
  const failed: string[] = [];
  for (const former of before.resources) {
    goOn(operation);
    const current = journal.resource(former.logicalId);
    if (!current || current.physicalId !== former.physicalId || !isChanged(current, former)) continue;
    await updateInPlace(former, current, operation).catch((error: unknown) => {
      if (error instanceof OperationStopped) throw error;
      failed.push(former.logicalId);
    });
  }
  return {
    restored: before.resources.map((former) => currentOf(former, journal.record.resources) ?? former),
    created: createdSince(before, journal.record),
    failed,
  };
};

/** Whether it may be other than before the update: also where it is not known how far its change came. */
const isChanged = (current: StackResource, former: StackResource): boolean =>
  !current.status.endsWith('_COMPLETE') || !isDeepStrictEqual(current.properties, former.properties);

const currentOf = (former: StackResource, resources: readonly StackResource[]): StackResource | undefined => {
  const current = resources.find(
    ({ logicalId, physicalId }) => logicalId === former.logicalId && physicalId === former.physicalId,
  );
  return current && { ...former, status: current.status, updatedAtMs: current.updatedAtMs };
};
