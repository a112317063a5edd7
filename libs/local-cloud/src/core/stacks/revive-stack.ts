import type { CloudContext } from '../cloud-context.js';
import { reasonIn } from './operation.js';
import type { ResourceHandlers } from './resource-handlers.js';
import { takenName } from './taken-name.js';
import type { StackRecord, StackResource } from './stack.js';

/** What the resources of earlier runs are brought back with. */
interface Revival {
  readonly handlers: ResourceHandlers;
  readonly context: Pick<CloudContext, 'observer'>;
  /** Every stack of the account. */
  readonly stacks: readonly StackRecord[];
}

/** Brings back to life what is left of a stack of an earlier run, what an update superseded first. */
export const reviveStack = async (stack: StackRecord, revival: Revival): Promise<StackRecord> => {
  const superseded = await reviveResources(stack.superseded, stack, revival);
  const resources = await reviveResources(stack.resources, stack, revival);
  const [replacement] = await reviveResources(stack.replacement ? [stack.replacement] : [], stack, revival);
  return { ...stack, superseded, resources, ...(replacement && { replacement }) };
};

/**
 * Brings resources of the stack back to life, in their order. One whose creation was interrupted is created, so that it
 * can be removed by its name, unless the name is another's; one that cannot be is left as it is, and told.
 */
export const reviveResources = async (
  resources: readonly StackResource[],
  { id, name }: Pick<StackRecord, 'id' | 'name'>,
  { handlers, context, stacks }: Revival,
): Promise<readonly StackResource[]> => {
  const revived: StackResource[] = [];
  for (const resource of resources) {
    const isUnborn = resource.physicalId === undefined;
    const isNothing = isUnborn && resource.status === 'CREATE_FAILED';
    const isAnothers = isUnborn && takenName(resource, id, stacks)?.owner.physicalId !== undefined;
    const provisioned =
      isNothing || isAnothers
        ? {}
        : await handlers.provision(name, resource).catch((error: unknown) => {
            const message = `${resource.logicalId} (${resource.type}) cannot be brought back: ${reasonIn(error)}`;
            context.observer.problem?.({ service: 'CloudFormation', resource: name, message });
            return {};
          });
    revived.push({ ...resource, ...provisioned });
  }
  return revived;
};
