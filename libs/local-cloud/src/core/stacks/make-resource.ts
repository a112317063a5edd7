import type { Provisioned } from '../provisioner.js';
import type { Operation } from './operation.js';
import type { StackResource } from './stack.js';

export type NewResource = Pick<StackResource, 'logicalId' | 'type' | 'properties' | 'attributes' | 'nameSuffix'>;

/** A resource, or why there is none; with the physical id of what is half-made and could not be removed. */
type Made = { readonly provisioned: Provisioned } | { readonly error: unknown; readonly physicalId?: string };

/** Makes a resource whose name is free. What fails half-way is removed again. */
export const makeResource = async (resource: NewResource, { journal, handlers }: Operation): Promise<Made> => {
  const { name: stackName } = journal.record;
  try {
    return { provisioned: await handlers.provision(stackName, resource) };
  } catch (error) {
    const physicalId = await handlers.find(stackName, resource).catch(() => undefined);
    if (physicalId === undefined) return { error };
    const isGone = await handlers.remove(stackName, { ...resource, physicalId }).then(
      () => true,
      () => false,
    );
    return { error, ...(!isGone && { physicalId }) };
  }
};
