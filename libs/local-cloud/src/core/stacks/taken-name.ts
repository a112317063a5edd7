import { nameInTheWay } from '../update-behaviour/update-behaviour.js';
import type { NewResource } from './make-resource.js';
import { reasonIn, type Operation } from './operation.js';
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

/** Why the resource cannot have its name: another one of the account has it, or it is none. */
export const whyNameIsTaken = async (
  resource: NewResource,
  { journal, handlers, ...operation }: Operation,
): Promise<Error | undefined> => {
  const taken = takenName(resource, journal.record.id, operation.stacks());
  if (taken) return new Error(`${taken.name} already exists in stack ${taken.stackId}`);
  try {
    const physicalId = await handlers.find(journal.record.name, resource);
    if (physicalId === undefined) return undefined;
    const name = nameInTheWay(resource.type, resource.properties, resource.properties) ?? physicalId;
    return new Error(`Resource of type '${resource.type}' with identifier '${name}' already exists.`);
  } catch (error) {
    return new Error(reasonIn(error), { cause: error });
  }
};
