import { supported } from '../../property-rules.js';
import { nameOf, type Provisioner } from '../../provisioner.js';
import type { ResourceTypes } from '../resource-types.js';

/** The types that are only remembered, with the property that names them. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ['AWS::SQS::Queue', 'QueueName'],
  ['AWS::S3::Bucket', 'BucketName'],
  ['AWS::DynamoDB::Table', 'TableName'],
  ['AWS::Kinesis::Stream', 'Name'],
]);

/** A world of resources that are only remembered. Of a queue, `Size` changes in place, and `FifoQueue` makes a new one. */
export class FakeResources {
  /** Properties by physical id, in the order of creation. */
  readonly there = new Map<string, Readonly<Record<string, unknown>>>();
  /** Everything that was done: `create a`, `update a`, `remove a`. */
  readonly done: string[] = [];
  /** What is done next to this physical id, or with this size, fails. */
  readonly failing = new Set<string | number>();
  /** Called before each thing is done, and after it. */
  onStep: (step: string) => void | Promise<void> = () => undefined;
  onDone: (step: string) => void | Promise<void> = () => undefined;

  readonly types: ResourceTypes;

  constructor(others: readonly Provisioner[] = []) {
    const own = [...NAMES].map(([type, nameProperty]) => this.#provisioner(type, nameProperty));
    this.types = {
      provisioners: new Map([...own, ...others].map((provisioner) => [provisioner.type, provisioner])),
      ignoredTypes: new Map(),
    };
  }

  #provisioner(type: string, nameProperty: string): Provisioner {
    return {
      type,
      attributes: ['Arn'],
      properties: { [nameProperty]: supported, FifoQueue: supported, Size: supported, After: supported },
      find: async (resource) => {
        const name = nameOf(resource, nameProperty);
        return this.there.has(name) ? name : undefined;
      },
      provision: async (resource) => {
        const name = nameOf(resource, nameProperty);
        const step = `${this.there.has(name) ? 'take over' : 'create'} ${name}`;
        await this.#do(step, () => this.there.set(name, resource.properties), name, resource.properties['Size']);
        return { physicalId: name, attributes: { Arn: `arn:${name}` } };
      },
      update: async (resource, { physicalId, attributes = {} }) => {
        const effect = (): unknown => this.there.set(physicalId, resource.properties);
        await this.#do(`update ${physicalId}`, effect, physicalId, resource.properties['Size']);
        return { physicalId, attributes };
      },
      remove: async (physicalId) => {
        await this.#do(`remove ${physicalId}`, () => this.there.delete(physicalId), physicalId);
      },
    };
  }

  async #do(step: string, effect: () => unknown, ...subjects: readonly unknown[]): Promise<void> {
    await this.onStep(step);
    const failing = [...this.failing].find((one) => subjects.includes(one));
    if (failing !== undefined) throw new Error(`${failing} fails`);
    effect();
    this.done.push(step);
    await this.onDone(step);
  }
}
