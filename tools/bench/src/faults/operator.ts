import type { CloudAssembly } from '@sales-cdc/cfn-template';
import type { SimulatedCloud } from '@sales-cdc/local-cloud/simulation';
import { deployAsAtFirst, updateStack } from './stack-update.js';

/** What people do to a running pipeline. */
export const EVENTS = ['reshard', 'pipe stopped', 'clock jump', 'stack updated'] as const;
export type Event = (typeof EVENTS)[number];

const LONGEST_QUIET_MS = 30_000;
const LONGEST_STOP_MS = 20_000;
const LONGEST_JUMP_MS = 10 * 60_000;
const MOST_SHARDS = 4;

/** Somebody who changes shards, stops and starts the pipe, sets the clock and deploys other settings, now and then. */
export class Operator {
  readonly counts = new Map<Event, number>();

  constructor(
    /** Those that this one does; most do little. */
    private readonly events: readonly Event[],
    private readonly random: () => number,
    private readonly jump: (byMs: number) => void,
    private readonly assembly: CloudAssembly,
  ) {}

  /** Goes on until it is told that it is over. Leaves a pipe that runs. */
  async work(cloud: SimulatedCloud, isOver: () => boolean): Promise<void> {
    while (!isOver() && this.events.length > 0) {
      await cloud.sleep(this.random() * LONGEST_QUIET_MS);
      const event = this.events[Math.floor(this.random() * this.events.length)];
      if (!event || isOver()) return;
      // What the cloud refuses, such as a reshard of a stream on demand, is refused to a person, too.
      const isDone = await this.#do(event, cloud).then(
        () => true,
        () => false,
      );
      if (isDone) this.counts.set(event, (this.counts.get(event) ?? 0) + 1);
    }
  }

  /** After a kill the pipe may be stopped still. */
  async startPipe({ apis, provisioned }: SimulatedCloud): Promise<void> {
    const Name = nameOf(provisioned, 'AWS::Pipes::Pipe');
    const { DesiredState } = await apis.pipes.DescribePipe({ Name });
    if (DesiredState === 'STOPPED') await apis.pipes.StartPipe({ Name });
  }

  /** Whoever has deployed can do so again. */
  async redeploy(cloud: SimulatedCloud): Promise<void> {
    if (this.events.includes('stack updated')) await deployAsAtFirst(cloud, this.assembly);
  }

  async #do(event: Event, cloud: SimulatedCloud): Promise<void> {
    if (event === 'clock jump') this.jump(Math.floor((2 * this.random() - 1) * LONGEST_JUMP_MS));
    else if (event === 'pipe stopped') await this.#stopForAWhile(cloud);
    else if (event === 'stack updated') await updateStack(cloud, this.assembly, this.random);
    else await this.#reshard(cloud);
  }

  async #stopForAWhile(cloud: SimulatedCloud): Promise<void> {
    await cloud.apis.pipes.StopPipe({ Name: nameOf(cloud.provisioned, 'AWS::Pipes::Pipe') });
    await cloud.sleep(this.random() * LONGEST_STOP_MS);
    await this.startPipe(cloud);
  }

  async #reshard({ apis: { kinesis }, provisioned }: SimulatedCloud): Promise<void> {
    await kinesis.UpdateShardCount({
      StreamName: nameOf(provisioned, 'AWS::Kinesis::Stream'),
      TargetShardCount: 1 + Math.floor(this.random() * MOST_SHARDS),
      ScalingType: 'UNIFORM_SCALING',
    });
  }
}

/** The name of the only resource of that type. */
export const nameOf = ({ resources }: SimulatedCloud['provisioned'], type: string): string => {
  const resource = resources.find((one) => one.type === type);
  if (!resource) throw new Error(`The assembly has no ${type}.`);
  return resource.physicalId;
};
