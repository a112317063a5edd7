import type { StackPlan } from '@sales-cdc/cfn-template';
import { applyPlan } from './apply-plan.js';
import { failedResources, failureOf } from './failure.js';
import type { Operation } from './operation.js';
import { removeResources, removeSuperseded } from './remove-resources.js';
import type { Deletion } from './stack.js';

/** What becomes of a stack whose creation fails. */
export type OnFailure = 'ROLLBACK' | 'DELETE' | 'DO_NOTHING';

/** Creates everything of the plan; the stack has been entered as `CREATE_IN_PROGRESS`. What fails is rolled back. */
export const createStack = async (plan: StackPlan, onFailure: OnFailure, operation: Operation): Promise<void> => {
  const { journal } = operation;
  try {
    await applyPlan(plan, operation);
  } catch (error) {
    const reason = failureOf(journal.record, 'create', error);
    if (onFailure === 'DO_NOTHING') await journal.enter('CREATE_FAILED', reason);
    else if (onFailure === 'DELETE') await deleteStack(`${reason} Delete requested by user.`, operation);
    else await rollBackCreation(`${reason} Rollback requested by user.`, operation);
    return;
  }
  await journal.enter('CREATE_COMPLETE');
};

/** Removes what a failed creation made, but for what is to be retained. The stack stays, to be looked at and deleted. */
export const rollBackCreation = async (reason: string | undefined, operation: Operation): Promise<void> => {
  const { journal } = operation;
  await journal.enter('ROLLBACK_IN_PROGRESS', reason);
  const failed = await removeAll({ undoesCreation: true, retained: [] }, operation);
  if (failed.length > 0) await journal.enter('ROLLBACK_FAILED', failedResources('delete', failed));
  else await journal.enter('ROLLBACK_COMPLETE', undefined, { outputs: {}, imports: [] });
};

/**
 * Removes the stack with its resources, but for those that their deletion policy or the caller wants to keep; or goes on
 * with a deletion that was cut off.
 */
export const deleteStack = async (
  reason: string | undefined,
  operation: Operation,
  retained: readonly string[] = [],
): Promise<void> => {
  const { journal, context } = operation;
  // A stack that was never whole is undone; so is one that is deleted because its creation failed.
  const undoesCreation = ['CREATE_IN_PROGRESS', 'CREATE_FAILED', 'ROLLBACK_FAILED'].includes(journal.record.status);
  const deletion = journal.record.deletion ?? { retained, undoesCreation };
  await journal.enter('DELETE_IN_PROGRESS', reason, { deletion });
  const failed = await removeAll(deletion, operation);
  if (failed.length > 0) await journal.enter('DELETE_FAILED', failedResources('delete', failed));
  else
    await journal.enter('DELETE_COMPLETE', undefined, {
      deletedAtMs: context.clock.now(),
      outputs: {},
      imports: [],
      superseded: [],
    });
};

const removeAll = async ({ undoesCreation, retained }: Deletion, operation: Operation): Promise<readonly string[]> => {
  const { journal } = operation;
  const { superseded, replacement } = journal.record;
  // What an interrupted update had superseded, or was about to put in its place, goes, too.
  await removeSuperseded([...superseded, ...(replacement ? [replacement] : [])], false, operation);
  return removeResources(
    {
      resources: journal.record.resources,
      undoesCreation,
      retained,
      onGone: ({ logicalId }) =>
        journal.change({ resources: journal.record.resources.filter((one) => one.logicalId !== logicalId) }),
    },
    operation,
  );
};
