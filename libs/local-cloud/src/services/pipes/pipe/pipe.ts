import { AwsError } from '@sales-cdc/aws-wire';
import { BackgroundTask } from '../../../core/background-task.js';
import { arnOf, type CloudContext } from '../../../core/cloud-context.js';
import type { StageProgress } from '../../../core/service.js';
import { noCounts, type DeliveryCounts } from '../../stream-poller/delivery-counts.js';
import type { ShardPoller } from '../../stream-poller/shard-poller.js';
import { Shards, skipRecords } from '../../stream-poller/shards.js';
import type { PipesPorts } from '../ports.js';
import { pipeConfiguration, type PipeProperties } from './pipe-configuration.js';
import { pipePollerContext, pipeSource } from './pipe-poller.js';
import { PipeState, type DesiredState, type StoredPipe } from './pipe-state.js';

export type CurrentState = 'RUNNING' | 'STOPPING' | 'STOPPED';

/** Four times a second. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-dynamodb.html */
const POLL_INTERVAL_MS = 250;

/** One pipe: polls its source while it is meant to run, and remembers across runs whether it is. */
export class Pipe implements AsyncDisposable {
  readonly arn: string;
  readonly #shards: Shards;
  readonly #streamArn: string;
  #task: BackgroundTask | undefined;
  #stopping: Promise<void> | undefined;
  #currentState: CurrentState = 'STOPPED';
  #problem: string | undefined;

  private constructor(
    readonly name: string,
    readonly properties: PipeProperties,
    private readonly state: PipeState,
    directory: string,
    private readonly context: CloudContext,
    private readonly ports: PipesPorts,
    readonly counts: DeliveryCounts,
  ) {
    this.arn = arnOf(context, 'pipes', `pipe/${name}`);
    const configuration = pipeConfiguration(properties);
    this.#streamArn = configuration.streamArn;
    this.#shards = new Shards(
      directory,
      pipePollerContext({
        pipeArn: this.arn,
        configuration,
        ports,
        disk: context.disk,
        clock: context.clock,
        random: context.random,
        counts,
        onProblem: (message) => {
          this.#report(message);
        },
        onSuccess: () => {
          this.#problem = undefined;
        },
      }),
    );
  }

  /** Makes the pipe, or takes over the one in the directory. The position of LATEST is fixed the first time. */
  static async open(
    name: string,
    properties: PipeProperties,
    directory: string,
    context: CloudContext,
    ports: PipesPorts,
    counts: DeliveryCounts = noCounts(),
  ): Promise<Pipe> {
    const configuration = pipeConfiguration(properties);
    const { streamArn, startingPosition } = configuration;
    const pipeArn = arnOf(context, 'pipes', `pipe/${name}`);
    const before = await PipeState.find(context.disk, directory);
    if (startingPosition === 'LATEST' && before?.streamArn !== streamArn)
      await skipRecords(
        context.disk,
        directory,
        pipeSource({ pipeArn, configuration, ports, clock: context.clock }),
        context.clock,
      );
    const state = await PipeState.open(context.disk, directory, streamArn, properties, context.clock);
    const pipe = new Pipe(name, properties, state, directory, context, ports, counts);
    await pipe.#shards.discover().catch(async (error: unknown) => {
      // The next pipe of that name starts at a LATEST of its own.
      if (!before) await context.disk.rm(directory, { recursive: true, force: true });
      throw error;
    });
    return pipe;
  }

  get stored(): StoredPipe {
    return this.state.current;
  }

  get currentState(): CurrentState {
    return this.#currentState;
  }

  /** Differs: AWS gives a reason for failed states only; here also the problem that a running pipe has. */
  get stateReason(): string {
    return this.#problem ?? 'USER_INITIATED';
  }

  /** Ends, and first delivers what it has read, so that another need not read it again. */
  async handOver(): Promise<void> {
    await this.#stop();
    for (const poller of this.#shards.active) await poller.finish();
  }

  /** Makes durable again what this pipe is, after another was to take its place. */
  async keep(): Promise<void> {
    await this.state.keep();
  }

  /** Starts polling, if the pipe is meant to run. */
  start(): void {
    if (this.stored.desiredState === 'STOPPED' || this.#task) return;
    this.#currentState = 'RUNNING';
    const onError = (error: unknown): void => {
      this.#report(error instanceof Error ? error.message : String(error));
    };
    this.#task = new BackgroundTask((signal) => this.poll(signal), {
      pauseMs: POLL_INTERVAL_MS,
      clock: this.context.clock,
      onError,
    });
  }

  /** Makes the wish durable and goes there in the background; stopping lets the running poll end first. */
  async desire(desiredState: DesiredState): Promise<void> {
    await this.state.desire(desiredState);
    if (desiredState === 'STOPPED') void this.#stop();
    else if (this.#stopping)
      void this.#stopping.then(() => {
        this.start();
      });
    else this.start();
  }

  /** Polls every shard once, and again at once while full batches wait in it. */
  async poll(signal: AbortSignal): Promise<void> {
    const before = this.#shards.active;
    const polls = await Promise.allSettled(before.map((poller) => pollWhileFull(poller, signal)));
    if (this.#shards.active.length < before.length || before.length === 0) await this.#shards.discover();
    const failed = polls.find((poll) => poll.status === 'rejected');
    if (failed) throw failed.reason;
  }

  async progress(): Promise<StageProgress> {
    return { stage: 'Pipe', resource: this.name, counts: { ...this.counts }, pending: await this.#pending() };
  }

  /** What waits in the stream. Nothing can be taken on while the pipe is stopped, or from a stream that is gone or read to its end. */
  async #pending(): Promise<number> {
    if (this.stored.desiredState === 'STOPPED' || this.#shards.active.length === 0) return 0;
    return this.ports.streams.pendingAfter(this.#streamArn, this.#leastPosition()).catch((error: unknown) => {
      if (error instanceof AwsError && error.code === 'ResourceNotFoundException') return 0;
      throw error;
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#stop();
  }

  #stop(): Promise<void> {
    this.#stopping ??= this.#endTask().finally(() => {
      this.#stopping = undefined;
    });
    return this.#stopping;
  }

  async #endTask(): Promise<void> {
    if (this.#task) this.#currentState = 'STOPPING';
    await this.#task?.[Symbol.asyncDispose]();
    this.#task = undefined;
    this.#currentState = 'STOPPED';
  }

  #leastPosition(): string | undefined {
    const positions = this.#shards.active.map(({ position }) => position.sequenceNumber);
    return positions.reduce(
      (least, one) =>
        least === undefined || one === undefined ? undefined : BigInt(one) < BigInt(least) ? one : least,
      positions[0],
    );
  }

  /** Tells a problem once, until something is delivered or another problem comes. */
  #report(message: string): void {
    if (message === this.#problem) return;
    this.#problem = message;
    this.context.observer.problem?.({ service: 'Pipes', resource: this.name, message });
  }
}

const pollWhileFull = async (poller: ShardPoller, signal: AbortSignal): Promise<void> => {
  while ((await poller.poll()) && !signal.aborted);
};
