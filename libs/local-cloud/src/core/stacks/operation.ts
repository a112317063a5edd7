import type { CloudContext } from '../cloud-context.js';
import type { ResourceHandlers } from './resource-handlers.js';
import type { StackJournal } from './stack-journal.js';
import type { StackRecord } from './stack.js';

/** What an operation on a stack works with. */
export interface Operation {
  readonly context: CloudContext;
  readonly journal: StackJournal;
  readonly handlers: ResourceHandlers;
  /** Aborts when the cloud ends; the next start takes up what is left. */
  readonly stop: AbortSignal;
  /** Every stack of the account as it is now. */
  stacks(): readonly StackRecord[];
}

/** The cloud ends while an operation is under way. */
export class OperationStopped extends Error {}

/** Throws when the cloud ends: between two resources an operation can be left and taken up again. */
export const goOn = ({ stop }: Pick<Operation, 'stop'>): void => {
  if (stop.aborted) throw new OperationStopped();
};

export const reasonIn = (error: unknown): string => (error instanceof Error ? error.message : String(error));
