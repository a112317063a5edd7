import type { StackRecord } from '../../../core/stacks/stack.js';
import { wrongState } from '../errors.js';

const UPDATABLE: ReadonlySet<string> = new Set([
  'CREATE_COMPLETE',
  'UPDATE_COMPLETE',
  'UPDATE_ROLLBACK_COMPLETE',
  'IMPORT_COMPLETE',
]);

/** Throws unless an update can begin. A stack whose rollback of its creation is complete can only be deleted. */
export const requireUpdatable = ({ id, status, disableRollback, before }: StackRecord): void => {
  // What failed and was left as it is can be updated on, but not what was never whole.
  const isLeftFailed = status === 'UPDATE_FAILED' && disableRollback && before !== undefined;
  if (!UPDATABLE.has(status) && !isLeftFailed) throw wrongState(id, status, 'updated');
};
