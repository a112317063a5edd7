import type { CloudObserver } from '../observer.js';
import { reasonIn } from './operation.js';
import type { ResourceHandlers } from './resource-handlers.js';
import { takenName } from './taken-name.js';
import type { StackRecord, StackResource } from './stack.js';

/**
 * Brings the resources of a stack of an earlier run back to life, what an update superseded first. A resource whose
 * creation was interrupted is created, so that it can be removed by its name, unless the name is another's; one that
 * cannot be is left as it is.
 */
export const reviveStack = async (
  stack: StackRecord,
  handlers: ResourceHandlers,
  observer: CloudObserver,
  stacks: readonly StackRecord[],
): Promise<StackRecord> => {
  const revive = async (resource: StackResource): Promise<StackResource> => {
    const isUnborn = resource.physicalId === undefined;
    if (isUnborn && resource.status === 'CREATE_FAILED') return resource;
    if (isUnborn && takenName(resource, stack.id, stacks)?.owner.physicalId !== undefined) return resource;
    try {
      return { ...resource, ...(await handlers.provision(stack.name, resource)) };
    } catch (error) {
      const message = `${resource.logicalId} (${resource.type}) cannot be brought back: ${reasonIn(error)}`;
      observer.problem?.({ service: 'CloudFormation', resource: stack.name, message });
      return resource;
    }
  };
  const superseded: StackResource[] = [];
  for (const resource of stack.superseded) superseded.push(await revive(resource));
  const resources: StackResource[] = [];
  for (const resource of stack.resources) resources.push(await revive(resource));
  const replacement = stack.replacement && (await revive(stack.replacement));
  return { ...stack, superseded, resources, ...(replacement && { replacement }) };
};
