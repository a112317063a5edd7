import type { StackPlan } from '@sales-cdc/cfn-template';
import { applyPlan } from './apply-plan.js';
import { failedResources, failureOf } from './failure.js';
import type { Operation } from './operation.js';
import { removeSuperseded } from './remove-resources.js';
import { restoreResources } from './restore-resources.js';

/**
 * Brings the stack to the plan; it has been entered as `UPDATE_IN_PROGRESS` with `before` set. When a resource fails,
 * every other gets its former properties back.
 */
export const updateStack = async (plan: StackPlan, operation: Operation): Promise<void> => {
  const { journal } = operation;
  try {
    await applyPlan(plan, operation);
  } catch (error) {
    const reason = failureOf(journal.record, 'update', error);
    if (journal.record.disableRollback) await journal.enter('UPDATE_FAILED', reason);
    else await rollBackUpdate(reason, operation);
    return;
  }
  await journal.enter('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS');
  await cleanUp('UPDATE_COMPLETE', operation);
};

/** Brings back what the stack was before an update, from wherever the update or an earlier rollback stopped. */
export const rollBackUpdate = async (reason: string | undefined, operation: Operation): Promise<void> => {
  const { journal } = operation;
  await journal.enter('UPDATE_ROLLBACK_IN_PROGRESS', reason);
  const { restored, created, failed } = await restoreResources(operation);
  if (failed.length > 0) {
    await journal.enter('UPDATE_ROLLBACK_FAILED', failedResources('update', failed));
    return;
  }
  await journal.enter('UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS', undefined, {
    ...journal.record.before,
    resources: restored,
    superseded: created,
  });
  await cleanUp('UPDATE_ROLLBACK_COMPLETE', operation);
};

/** Removes what an update or its rollback left over. What cannot be removed stays, and its event says why, as on AWS. */
export const cleanUp = async (
  status: 'UPDATE_COMPLETE' | 'UPDATE_ROLLBACK_COMPLETE',
  operation: Operation,
): Promise<void> => {
  const { journal } = operation;
  await removeSuperseded(journal.record.superseded, status === 'UPDATE_ROLLBACK_COMPLETE', operation);
  await journal.finish(status);
};
