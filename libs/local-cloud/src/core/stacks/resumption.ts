import { deleteStack, rollBackCreation } from './create-stack.js';
import { OperationStopped, reasonIn, type Operation } from './operation.js';
import type { StackRecord } from './stack.js';
import { cleanUp, rollBackUpdate } from './update-stack.js';

/** What an operation does with the stack. */
export type Work = (operation: Operation) => Promise<void>;

/** Between two attempts to get to the end of an operation that the disk or a defect keeps from it. */
const PAUSE_MS = 1_000;

/**
 * Takes the operation to its end, or until the cloud ends. What a service refuses is part of it; what it throws itself is
 * a broken disk or a defect: that is told, and the operation is taken up again as the next run would do it, since a stack
 * that stays in progress can neither be updated nor deleted.
 */
export const toItsEnd = async (work: Work, operation: Operation): Promise<void> => {
  const { context, journal, stop } = operation;
  let next = work;
  let told: string | undefined;
  while (!stop.aborted) {
    const error = await next(operation).then(
      () => undefined,
      (cause: unknown) => ({ cause }),
    );
    if (!error || error.cause instanceof OperationStopped) return;
    const reason = reasonIn(error.cause);
    const message = `An operation on the stack cannot go on, which is tried again: ${reason}`;
    if (reason !== told)
      context.observer.problem?.({ service: 'CloudFormation', resource: journal.record.name, message });
    told = reason;
    await context.clock.sleep(PAUSE_MS, stop);
    next = resumptionOf(journal.record, reason) ?? keep;
  }
};

/** The end was reached, and only its record is not on disk. */
const keep: Work = ({ journal }) => journal.change({});

/** How an operation is taken up that was cut off for the reason: a deletion goes on, all else is rolled back. */
export const resumptionOf = ({ status }: Pick<StackRecord, 'status'>, reason: string): Work | undefined => {
  const again = RESUMPTIONS[status];
  return again && ((operation) => again(reason, operation));
};

const RESUMPTIONS: Readonly<Record<string, (reason: string, operation: Operation) => Promise<void>>> = {
  CREATE_IN_PROGRESS: rollBackCreation,
  ROLLBACK_IN_PROGRESS: rollBackCreation,
  DELETE_IN_PROGRESS: deleteStack,
  UPDATE_IN_PROGRESS: rollBackUpdate,
  UPDATE_ROLLBACK_IN_PROGRESS: rollBackUpdate,
  UPDATE_COMPLETE_CLEANUP_IN_PROGRESS: (_reason, operation) => cleanUp('UPDATE_COMPLETE', operation),
  UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS: (_reason, operation) => cleanUp('UPDATE_ROLLBACK_COMPLETE', operation),
};
