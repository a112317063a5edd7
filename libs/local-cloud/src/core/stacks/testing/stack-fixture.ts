import type { CloudAssembly } from '@sales-cdc/cfn-template';
import { MemoryFiles } from '../../../simulation/memory-files.js';
import { simulatedDisk } from '../../../simulation/simulated-disk.js';
import type { CloudContext } from '../../cloud-context.js';
import { ManualClock } from '../../manual-clock.js';
import type { Provisioner } from '../../provisioner.js';
import { seededRandom } from '../../seeded-random.js';
import { testContext } from '../../test-context.js';
import type { ProvisionedAssembly } from '../provision-assembly.js';
import { StackEngine } from '../stack-engine.js';
import type { StackDefinition, StackRecord } from '../stack.js';
import { EndingRun } from './ending-run.js';
import { FakeResources } from './fake-resources.js';

export const NO_STACKS = { directory: '', stacks: [], assetPath: () => undefined };

/** Properties by logical id. */
export type Resources = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** The definition of a stack of queues, with what their declarations have besides properties. */
export const queues = (resources: Resources, attributes: Readonly<Record<string, object>> = {}): StackDefinition => ({
  templateBody: JSON.stringify({
    Resources: Object.fromEntries(
      Object.entries(resources).map(([logicalId, Properties]) => [
        logicalId,
        { Type: 'AWS::SQS::Queue', Properties, ...attributes[logicalId] },
      ]),
    ),
  }),
  parameters: {},
  storedParameters: {},
  tags: [],
  capabilities: [],
});

/** The engine over resources that are only remembered, with its state on a disk; a second one stands for the next run. */
export class StackFixture implements AsyncDisposable {
  /** What the start of a run has made. */
  provisioned: ProvisionedAssembly | undefined;

  private constructor(
    private readonly files: MemoryFiles,
    readonly run: EndingRun,
    readonly clock: ManualClock,
    readonly context: CloudContext,
    readonly resources: FakeResources,
    readonly engine: StackEngine,
    private readonly seed: number,
  ) {}

  /** With provisioners of other types beside those that are only remembered. */
  static async create(others: readonly Provisioner[] = []): Promise<StackFixture> {
    const world = StackFixture.#on(new MemoryFiles(() => 0), new FakeResources(others), 1);
    await world.engine.open(NO_STACKS);
    return world;
  }

  static #on(files: MemoryFiles, resources: FakeResources, seed: number): StackFixture {
    const run = new EndingRun();
    resources.onStep = resources.onDone = (step) => run.step(step);
    const clock = new ManualClock();
    const context = testContext('/data', { disk: simulatedDisk(files, run), random: seededRandom(seed), clock });
    const engine = new StackEngine(context, resources.types);
    return new StackFixture(files, run, clock, context, resources, engine, seed);
  }

  /** The next run on the same data, once it is open; the resources of the last one live on. */
  async next(assembly: CloudAssembly = NO_STACKS): Promise<StackFixture> {
    const world = this.start();
    world.provisioned = await world.engine.open(assembly);
    return world;
  }

  /** The next run, which is to be opened. */
  start(): StackFixture {
    return StackFixture.#on(this.files, this.resources, this.seed + 1);
  }

  async create(name: string, definition: StackDefinition): Promise<StackRecord> {
    const record: StackRecord = {
      ...{ id: this.#newId(name), name, definition },
      ...{ status: 'REVIEW_IN_PROGRESS', createdAtMs: 0, terminationProtection: false, disableRollback: false },
      ...{ resources: [], superseded: [], outputs: {}, imports: [], events: [] },
    };
    await this.engine.create(record, 'ROLLBACK', {});
    await this.engine.settled();
    return this.stack(name);
  }

  async update(name: string, definition: StackDefinition): Promise<StackRecord> {
    await this.engine.update(this.stack(name), definition, {});
    await this.engine.settled();
    return this.stack(name);
  }

  async delete(name: string, retained: readonly string[] = []): Promise<StackRecord> {
    const { id } = this.stack(name);
    await this.engine.delete(this.stack(name), retained, {});
    await this.engine.settled();
    return this.stack(id);
  }

  async rollBack(name: string): Promise<StackRecord> {
    await this.engine.rollBack(this.stack(name), {});
    await this.engine.settled();
    return this.stack(name);
  }

  #newId(name: string): string {
    const before = this.engine.all().filter((one) => one.name === name).length;
    return `arn:aws:cloudformation:eu-west-1:123456789012:stack/${name}/${name}-${String(before + 1)}`;
  }

  stack(nameOrId: string): StackRecord {
    const stack = this.engine.find(nameOrId);
    if (!stack) throw new Error(`There is no stack ${nameOrId}.`);
    return stack;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.engine[Symbol.asyncDispose]();
  }
}
