import type { CloudAssembly } from '@sales-cdc/cfn-template';
import { Simulation, type SimulatedCloud, type SimulationOptions } from '@sales-cdc/local-cloud/simulation';
import { readLake, type Lake } from '../faults/lake.js';
import { nameOf } from '../faults/operator.js';
import type { Image } from '../faults/sale-histories.js';
import { Session, type End } from './session.js';

export const STREAM_TYPE = 'AWS::Kinesis::Stream';
export const PIPE_TYPE = 'AWS::Pipes::Pipe';

export interface PipelineOptions {
  readonly assembly: CloudAssembly;
  readonly seed: number;
  readonly bundles: NonNullable<SimulationOptions['bundles']>;
}

/** What is left of a history when all of it is delivered. */
export interface Delivered {
  readonly lake: Lake;
  /** The items of the table. */
  readonly items: readonly Image[];
}

/** The table whose changes are captured. */
export const tableOf = ({ provisioned }: SimulatedCloud): string => {
  const table = provisioned.resources.find(
    ({ type, attributes }) => type.startsWith('AWS::DynamoDB::') && attributes['StreamArn'] !== undefined,
  );
  if (!table) throw new Error('The assembly has no table with a stream.');
  return table.physicalId;
};

/** The pipeline of an assembly in a simulated world without faults; only what is done to it happens to it. */
export class Pipeline {
  readonly #simulation: Simulation;
  readonly #session: Session;

  constructor({ assembly, seed, bundles }: PipelineOptions) {
    this.#simulation = new Simulation({ assembly, seed, bundles, rates: {} });
    this.#session = new Session(this.#simulation);
  }

  do<Result>(work: (cloud: SimulatedCloud) => Promise<Result>): Promise<Result> {
    return this.#session.do(work);
  }

  /** No process lives for that long. */
  async away(how: End, awayMs: number): Promise<void> {
    await this.#session.end(how);
    this.#simulation.world.time.pass(awayMs);
  }

  /** Starts the pipe if it is stopped and waits until nothing is under way. */
  delivered(): Promise<Delivered> {
    return this.do(async (cloud) => {
      const { apis, provisioned } = cloud;
      const Name = nameOf(provisioned, PIPE_TYPE);
      if ((await apis.pipes.DescribePipe({ Name })).DesiredState === 'STOPPED') await apis.pipes.StartPipe({ Name });
      while ((await cloud.progress()).some(({ pending }) => pending > 0)) await cloud.sleep(1_000);
      const { Items = [] } = await apis.dynamodb.Scan({ TableName: tableOf(cloud) });
      return { lake: await readLake(cloud), items: Items as readonly Image[] };
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#session.end('at once');
  }
}
