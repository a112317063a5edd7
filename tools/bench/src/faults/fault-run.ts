import type { CloudAssembly } from '@sales-cdc/cfn-template';
import {
  Simulation,
  Stuck,
  type FaultRates,
  type SimulatedCloud,
  type SimulationOptions,
} from '@sales-cdc/local-cloud/simulation';
import { redriveDeadLetters, redriveErrorOutput, type ObjectStore } from '@sales-cdc/recovery';
import { compare, type Account } from './compare.js';
import { readLake, type Lake } from './lake.js';
import { EVENTS, nameOf, Operator } from './operator.js';
import { saleHistories } from './sale-histories.js';
import { SaleWriter } from './writer.js';

export interface FaultRun {
  readonly seed: number;
  readonly account: Account;
  readonly lake: Lake;
  readonly writers: readonly SaleWriter[];
  readonly faults: ReadonlyMap<string, number>;
  readonly lives: number;
  /** Changes that came home by redrive. */
  readonly redriven: number;
  /** What happened, in order: the same for the same seed. */
  readonly history: readonly string[];
}

export interface FaultRunOptions {
  readonly assembly: CloudAssembly;
  readonly seed: number;
  readonly rates: FaultRates;
  readonly bundles: NonNullable<SimulationOptions['bundles']>;
  /** How a test breaks the pipeline on purpose. */
  readonly between?: SimulationOptions['between'];
}

const LONGEST_PAUSE_MS = 3_000;
/** How long faults go on after the last write; in some runs so long that retries come to their end. */
const SHORT_AFTERMATH_MS = 60_000;
const LONG_AFTERMATH_MS = 45 * 60_000;
const LONG_AFTERMATHS = 0.1;
/** Until a process that has ended is started again. */
const RESTART_MS = 10_000;

/** Writes histories of sales while faults strike, lets the pipeline finish in peace, and compares. */
export const faultRun = async ({ assembly, seed, rates, bundles, between }: FaultRunOptions): Promise<FaultRun> => {
  const simulation = new Simulation({ assembly, seed, rates, bundles, ...(between && { between }) });
  const { random } = simulation.world;
  const writers = saleHistories(seed, random).map((history) => new SaleWriter(history));
  const aftermathMs = random() * (random() < LONG_AFTERMATHS ? LONG_AFTERMATH_MS : SHORT_AFTERMATH_MS);

  const operator = operatorOf(simulation, assembly, random);
  let lives = 0;
  let redriven = 0;
  let lake: Lake | 'killed' = 'killed';
  while (lake === 'killed') {
    lives += 1;
    lake = await simulation
      .live(async (cloud) => {
        let isOver = false;
        const operating = operator.work(cloud, () => isOver);
        await Promise.all(
          writers.map((writer) => writer.go(cloud, capturedTable(cloud), () => random() * LONGEST_PAUSE_MS)),
        );
        await cloud.sleep(aftermathMs);
        isOver = true;
        await operating;
        simulation.faults.heal();
        await operator.startPipe(cloud);
        await operator.redeploy(cloud);
        await drained(cloud);
        redriven = await redriveAll(cloud);
        await drained(cloud);
        return readLake(cloud);
      })
      .catch((error: unknown) => {
        // A fault at the start ends the process, as it would a real one; whoever runs it starts it again. Faults or not, a
        // life in which nothing comes to its end has a defect.
        if (simulation.faults.isHealed || error instanceof Stuck) throw error;
        return 'killed' as const;
      });
    simulation.world.time.pass(random() * RESTART_MS);
  }
  const account = compare(writers, lake.rows);
  return {
    seed,
    account,
    lake,
    writers,
    faults: new Map<string, number>([...simulation.faults.counts, ...operator.counts]),
    lives,
    redriven,
    history: simulation.world.history,
  };
};

/** In a third of the runs somebody works on the pipeline while it runs. */
const operatorOf = ({ world }: Simulation, assembly: CloudAssembly, random: () => number): Operator => {
  const events = random() < 1 / 3 ? EVENTS.filter(() => random() < 0.6) : [];
  const jump = (byMs: number): void => {
    world.time.jump(byMs);
  };
  return new Operator(events, random, jump, assembly);
};

/** The table whose changes are captured. */
const capturedTable = ({ provisioned }: SimulatedCloud): string => {
  const table = provisioned.resources.find(
    ({ type, attributes }) => /^AWS::DynamoDB::(Global)?Table$/.test(type) && attributes['StreamArn'] !== undefined,
  );
  if (!table) throw new Error('The assembly has no table with a stream.');
  return table.physicalId;
};

/** What dead letters point to and the error output holds is brought home, as whoever is on call would do it. */
const redriveAll = async (cloud: SimulatedCloud): Promise<number> => {
  const { apis, now, sleep, provisioned } = cloud;
  const { s3, sqs, dynamodbStreams, kinesis } = apis;
  const streamName = nameOf(provisioned, 'AWS::Kinesis::Stream');
  let redriven = 0;
  for (const queueUrl of (await sqs.ListQueues({})).QueueUrls ?? [])
    redriven += (
      await redriveDeadLetters({
        queue: sqs,
        queueUrl,
        source: dynamodbStreams,
        target: kinesis,
        streamName,
        pause: () => sleep(1_000),
        // A short poll of SQS may miss what is there.
        waitSeconds: 2,
      })
    ).records;
  await drained(cloud);
  const store = s3 as unknown as ObjectStore;
  for (const { Name: bucket = '' } of (await s3.ListBuckets({})).Buckets ?? [])
    redriven += (await redriveErrorOutput({ store, bucket, nowMs: now() })).redriven;
  return redriven;
};

const drained = async (cloud: SimulatedCloud): Promise<void> => {
  while ((await cloud.progress()).some(({ pending }) => pending > 0)) await cloud.sleep(1_000);
};
