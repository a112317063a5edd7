import { isDeepStrictEqual } from 'node:util';
import { AwsError } from '@sales-cdc/aws-wire';
import type { CloudContext } from '../../core/cloud-context.js';
import { checkChange } from './check-change.js';
import { DeliveryRounds } from './delivery-rounds.js';
import type { DeliveryStream } from './delivery-stream.js';
import { DirectPutDoor } from './direct-put-door.js';
import {
  folderOf,
  type NewDeliveryStream,
  openDeliveryStream,
  type OpenedDeliveryStream,
} from './open-delivery-stream.js';
import type { DirectPutSource } from './source/direct-put-source.js';

interface Entry extends OpenedDeliveryStream {
  readonly door?: DirectPutDoor;
  /** Absent until the cloud runs. */
  readonly rounds?: DeliveryRounds;
}

/** The delivery streams of the account, by name. */
export class DeliveryStreams implements AsyncDisposable {
  readonly #byName = new Map<string, Entry>();
  #started = false;

  constructor(private readonly context: CloudContext) {}

  all(): readonly DeliveryStream[] {
    const streams = [...this.#byName.values()].map(({ stream }) => stream);
    return streams.sort((a, b) => (a.configuration.name < b.configuration.name ? -1 : 1));
  }

  /** Lets all of them deliver, and those that come later. */
  start(): void {
    this.#started = true;
    for (const entry of this.#byName.values()) this.#run(entry);
  }

  /**
   * Brings the delivery stream of that name to a configuration. One that is at work ends its round and delivers what it
   * holds as it was configured; the new one goes on where it ended, or, when that cannot be, the former.
   */
  async put(wanted: NewDeliveryStream): Promise<DeliveryStream> {
    const before = this.#byName.get(wanted.configuration.name);
    if (before && isDeepStrictEqual(before.stream.record.properties, wanted.properties)) return before.stream;
    checkChange(before?.stream.configuration, wanted.configuration);
    await before?.rounds?.[Symbol.asyncDispose]();
    const opened = await takeOver(wanted, before).catch((error: unknown) => {
      if (before) this.#run({ ...before, stream: before.stream.anew() });
      throw error;
    });
    const door = opened.directPut && (before?.door ?? this.#doorOf(wanted, opened.directPut));
    this.#run({ ...opened, ...(door && { door }) });
    return opened.stream;
  }

  /**
   * Ends it with all that it holds and remembers. As on AWS, what was not delivered yet is not delivered any more.
   * https://docs.aws.amazon.com/firehose/latest/APIReference/API_DeleteDeliveryStream.html
   */
  async remove(name: string): Promise<void> {
    const entry = this.#byName.get(name);
    if (!entry) return;
    this.#byName.delete(name);
    await entry.rounds?.[Symbol.asyncDispose]();
    await entry.directPut?.close();
    await this.context.disk.rm(folderOf(name, this.context), { recursive: true, force: true });
  }

  #run({ rounds: _ended, ...entry }: Entry): void {
    const rounds = this.#started ? { rounds: new DeliveryRounds(entry.stream, this.context) } : {};
    this.#byName.set(entry.stream.configuration.name, { ...entry, ...rounds });
  }

  #doorOf({ configuration: { name } }: NewDeliveryStream, source: DirectPutSource): DirectPutDoor {
    return new DirectPutDoor(name, source, this.context);
  }

  require(name: string | undefined): DeliveryStream {
    return this.#require(name).stream;
  }

  /** Through which producers put records; an error of AWS for a delivery stream that reads a Kinesis stream. */
  requireDoor(name: string | undefined): DirectPutDoor {
    const { door } = this.#require(name);
    if (door) return door;
    throw new AwsError(
      'InvalidArgumentException',
      'This operation is not permitted on KinesisStreamAsSource delivery stream type.',
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const entries = [...this.#byName.values()];
    await Promise.all(entries.flatMap(({ rounds }) => (rounds ? [rounds[Symbol.asyncDispose]()] : [])));
    for (const { directPut } of entries) await directPut?.close();
  }

  #require(name: string | undefined): Entry {
    const found = this.#byName.get(name ?? '');
    if (found) return found;
    throw new AwsError(
      'ResourceNotFoundException',
      `Firehose ${name ?? ''} under account ${this.context.accountId} not found.`,
    );
  }
}

const takeOver = async (wanted: NewDeliveryStream, before: Entry | undefined): Promise<OpenedDeliveryStream> => {
  await before?.stream.handOver();
  return openDeliveryStream(wanted, before);
};
