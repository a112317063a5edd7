import type { CloudAssembly } from '@sales-cdc/cfn-template';
import type { CloudContext } from '../core/cloud-context.js';
import { openDataDirectory } from '../core/data-directory.js';
import type { Problem } from '../core/observer.js';
import type { StageProgress } from '../core/service.js';
import type { ProvisionedAssembly } from '../core/stacks/provision-assembly.js';
import type { Between, Machinery } from '../machinery.js';
import { createServices, progressOf, type Apis } from '../services.js';
import { Faults, type FaultRates } from './faults.js';
import { faultyDiskTurns } from './faulty-disk.js';
import { faultyNeighbours } from './faulty-neighbours.js';
import { inProcessStarter, type CompiledBundles } from './in-process-environment.js';
import { MemoryFiles } from './memory-files.js';
import { simulatedDisk } from './simulated-disk.js';
import { TableStore } from './table-store.js';
import { Life, World, type Fate } from './world.js';

export interface SimulationOptions {
  readonly assembly: CloudAssembly;
  /** All that happens follows from it. */
  readonly seed: number;
  readonly rates: FaultRates;
  /** May be shared by many simulations of the same assembly. */
  readonly bundles?: CompiledBundles;
  /** Stands between the services as well, nearest to the caller: how a test breaks the cloud on purpose. */
  readonly between?: Between;
}

/** A running cloud in a simulated world. */
export interface SimulatedCloud {
  readonly apis: Apis;
  readonly provisioned: ProvisionedAssembly;
  readonly progress: () => Promise<readonly StageProgress[]>;
  /** Waits that many milliseconds of the world. */
  readonly sleep: (intervalMs: number) => Promise<void>;
  readonly now: () => number;
}

const DATA_DIRECTORY = '/data';
/** Nothing that a service does takes a day. */
const LONGEST_LIFE_MS = 24 * 60 * 60 * 1000;

/**
 * The local cloud in a world of its own, in which disk, tables, functions and time are simulated, faults strike by a plan
 * and one thing happens at a time. Its services are the same as ever.
 *
 * Law: the same seed, rates and work give the same steps and the same bytes.
 */
export class Simulation {
  readonly faults: Faults;
  readonly problems: Problem[] = [];
  readonly world: World;
  readonly #files: MemoryFiles;
  readonly #tables = new TableStore();
  readonly #bundles: CompiledBundles;

  constructor(private readonly options: SimulationOptions) {
    this.faults = new Faults(options.seed, options.rates);
    this.world = new World(options.seed, () => this.#fate());
    this.#files = new MemoryFiles(() => this.world.time.nowMs);
    this.#bundles = options.bundles ?? new Map<string, never>();
  }

  /**
   * Starts the cloud with what the former life left, does the work, and stops it in good order. Answers `killed` where
   * the plan ended the process before; throws what the start, the work or the end throws, and the process has ended.
   */
  async live<Result>(work: (cloud: SimulatedCloud) => Promise<Result>): Promise<Result | 'killed'> {
    const life = new Life();
    const turns = faultyDiskTurns(this.world, life, this.faults);
    const store = await this.#tables.open(turns);
    const disk = simulatedDisk(this.#files, turns);
    const context: CloudContext = {
      partition: 'aws',
      region: 'us-east-1',
      accountId: '000000000000',
      dataDirectory: DATA_DIRECTORY,
      disk,
      clock: this.world.clockOf(life),
      observer: { problem: (problem) => void this.problems.push(problem) },
      limits: 'aws',
      random: this.world.random,
    };
    const machinery = {
      openStore: () => store,
      startEnvironment: inProcessStarter(this.world, life, this.faults, this.#bundles),
      between: both(faultyNeighbours(this.world, life, this.faults), this.options.between),
    };
    const untilMs = this.world.time.elapsedMs + LONGEST_LIFE_MS;
    try {
      return await this.world.run(life, this.#wholeLife(context, machinery, work), untilMs);
    } finally {
      this.world.kill(life);
    }
  }

  async #wholeLife<Result>(
    context: CloudContext,
    machinery: Machinery,
    work: (cloud: SimulatedCloud) => Promise<Result>,
  ): Promise<Result> {
    const { assembly } = this.options;
    await openDataDirectory(
      context.disk,
      context.dataDirectory,
      assembly.stacks.map(({ stackName }) => stackName),
    );
    const owned: AsyncDisposable[] = [];
    const { services, apis, stacks } = await createServices(
      context,
      {
        assembly,
        lambdaRuntime: new URL('file:///nowhere'),
        endpointUrl: () => 'http://127.0.0.1:4566',
        machinery,
      },
      owned,
    );
    const provisioned = await stacks.open(assembly);
    for (const service of services) await service.start?.();
    const { clock } = context;
    const result = await work({
      apis,
      provisioned,
      progress: () => progressOf(services),
      sleep: (intervalMs) => clock.sleep(intervalMs),
      now: () => clock.now(),
    });
    for (let last = owned.pop(); last; last = owned.pop()) await last[Symbol.asyncDispose]();
    return result;
  }

  #fate(): Fate {
    if (!this.faults.strikes('kill')) return 'happens';
    return this.faults.draw() < 0.5 ? 'killed before' : 'killed after';
  }
}

const both = (inner: Between, outer: Between | undefined): Between =>
  outer ? (caller, callee, operations) => outer(caller, callee, inner(caller, callee, operations)) : inner;
