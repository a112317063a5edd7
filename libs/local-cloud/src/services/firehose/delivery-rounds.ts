import { BackgroundTask } from '../../core/background-task.js';
import type { CloudContext } from '../../core/cloud-context.js';
import type { DeliveryStream } from './delivery-stream.js';
import { ProblemEpisode } from './problem-episode.js';

/** Firehose reads each shard once per second: https://docs.aws.amazon.com/firehose/latest/dev/writing-with-kinesis-streams.html */
const POLL_PAUSE_MS = 1000;

/** Lets a delivery stream work, round after round, and its backup beside it, until it is disposed of. */
export class DeliveryRounds implements AsyncDisposable {
  readonly #tasks: readonly BackgroundTask[];

  constructor(stream: DeliveryStream, context: CloudContext) {
    const delivery = (signal: AbortSignal): Promise<void> => stream.poll(signal);
    const backup = (signal: AbortSignal): Promise<void> => stream.pollBackup(signal);
    this.#tasks = [
      repeatedly(stream, delivery, 'Its records could not be read or converted', context),
      ...(stream.hasBackup ? [repeatedly(stream, backup, 'Its backup could not be written', context)] : []),
    ];
  }

  /** Lets the rounds under way end. */
  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#tasks.map((task) => task[Symbol.asyncDispose]()));
  }
}

const repeatedly = (
  { configuration: { name } }: DeliveryStream,
  round: (signal: AbortSignal) => Promise<void>,
  trouble: string,
  { clock, observer }: CloudContext,
): BackgroundTask => {
  const episode = new ProblemEpisode(observer, name);
  const step = async (signal: AbortSignal): Promise<void> => {
    await round(signal);
    episode.end();
  };
  const onError = (error: unknown): void => {
    episode.report(`${trouble}, which is tried again: ${String(error)}`);
  };
  return new BackgroundTask(step, { pauseMs: POLL_PAUSE_MS, clock, onError });
};
