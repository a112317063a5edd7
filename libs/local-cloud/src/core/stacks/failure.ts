import { OperationStopped, reasonIn } from './operation.js';
import type { StackRecord } from './stack.js';

/** `The following resource(s) failed to create: [Pipe, Queue]. ` */
export const failedResources = (verb: 'create' | 'update' | 'delete', logicalIds: readonly string[]): string =>
  `The following resource(s) failed to ${verb}: [${logicalIds.join(', ')}].`;

/** Why an operation failed: the resources that did, or what is wrong with the stack as a whole. Throws when it was stopped. */
export const failureOf = ({ resources }: StackRecord, verb: 'create' | 'update', error: unknown): string => {
  if (error instanceof OperationStopped) throw error;
  const failedWith = (status: string): readonly string[] =>
    resources.filter((one) => one.status === status).map(({ logicalId }) => logicalId);
  const created = failedWith('CREATE_FAILED');
  const updated = verb === 'update' ? failedWith('UPDATE_FAILED') : [];
  const sentences = [
    ...(created.length > 0 ? [failedResources('create', created)] : []),
    ...(updated.length > 0 ? [failedResources('update', updated)] : []),
  ];
  return sentences.length > 0 ? sentences.join(' ') : reasonIn(error);
};
