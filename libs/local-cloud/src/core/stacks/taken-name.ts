import { nameInTheWay } from '../update-behaviour/update-behaviour.js';
import { isDeleted } from './stack-store.js';
import type { StackRecord, StackResource } from './stack.js';

/** A name that a template gives, and whose it is. */
export interface TakenName {
  readonly name: string;
  readonly stackId: string;
  readonly owner: StackResource;
}

/**
 * The resource of the account that has the name which is given to this one of the stack; undefined when it is free.
 *
 * Differs: asked when the resource is created; AWS also asks when the change set is made.
 */
export const takenName = (
  { logicalId, type, properties }: Pick<StackResource, 'logicalId' | 'type' | 'properties'>,
  stackId: string,
  stacks: readonly StackRecord[],
): TakenName | undefined => {
  for (const { id, resources, superseded } of stacks.filter((stack) => !isDeleted(stack)))
    for (const owner of [...resources, ...superseded]) {
      const isSelf = id === stackId && owner.logicalId === logicalId && owner.physicalId === undefined;
      if (isSelf || owner.type !== type || owner.status === 'CREATE_FAILED') continue;
      const name = nameInTheWay(type, owner.properties, properties);
      if (name !== undefined) return { name, stackId: id, owner };
    }
  return undefined;
};
