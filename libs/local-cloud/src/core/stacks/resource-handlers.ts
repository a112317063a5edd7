import type { CloudContext } from '../cloud-context.js';
import type { ExistingResource, Provisioned, Provisioner, ResolvedResource } from '../provisioner.js';
import type { ResourceTypes } from './resource-types.js';
import type { StackResource } from './stack.js';

type Resource = Pick<StackResource, 'logicalId' | 'type' | 'properties' | 'nameSuffix'>;

/** Makes, changes and ends resources by the service that has their type. */
export class ResourceHandlers {
  constructor(
    private readonly context: CloudContext,
    private readonly types: ResourceTypes,
  ) {}

  async provision(stackName: string, resource: Resource): Promise<Provisioned> {
    const resolved = resolvedOf(stackName, resource);
    const ignored = this.types.ignoredTypes.get(resource.type);
    return ignored ? ignored.identify(resolved, this.context) : this.#require(resource.type).provision(resolved);
  }

  /** The physical id of what the account has under the resource's name. */
  async find(stackName: string, resource: Resource): Promise<string | undefined> {
    return this.types.provisioners.get(resource.type)?.find?.(resolvedOf(stackName, resource));
  }

  async update(stackName: string, resource: Resource, before: StackResource): Promise<Provisioned> {
    const provisioner = this.types.provisioners.get(resource.type);
    if (!provisioner?.update) return this.provision(stackName, resource);
    const existing: ExistingResource = {
      ...resolvedOf(stackName, before),
      physicalId: before.physicalId ?? '',
      attributes: before.attributes,
    };
    return provisioner.update(resolvedOf(stackName, resource), existing);
  }

  async remove(stackName: string, resource: Resource & Pick<StackResource, 'physicalId'>): Promise<void> {
    if (this.types.ignoredTypes.has(resource.type)) return;
    const provisioner = this.#require(resource.type);
    if (!provisioner.remove) throw new Error(`The local cloud cannot delete a resource of the type ${resource.type}.`);
    await provisioner.remove(resource.physicalId ?? '', resolvedOf(stackName, resource));
  }

  #require(type: string): Provisioner {
    const provisioner = this.types.provisioners.get(type);
    if (!provisioner) throw new Error(`The local cloud does not support the type ${type}.`);
    return provisioner;
  }
}

const resolvedOf = (stackName: string, { logicalId, type, properties, nameSuffix }: Resource): ResolvedResource => ({
  stackName,
  logicalId,
  type,
  properties,
  ...(nameSuffix !== undefined && { nameSuffix }),
});
