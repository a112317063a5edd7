import { createHash } from 'node:crypto';
import type { Checkpoint } from '../../core/checkpoint.js';
import { Lane } from './lane.js';
import { Outstanding } from './outstanding.js';
import type { PollerContext } from './poller-context.js';
import { ShardReader } from './shard-reader.js';
import type { StreamEvent } from './stream-event.js';

/** The last record that was delivered, given up or passed over; without one, reading starts where the consumer does. */
export interface Position {
  readonly sequenceNumber?: string;
}

/** What may be read ahead while one key's batch is stuck, in batches of each lane. */
const LANE_AHEAD = 2;
const LEAST_AHEAD = 1000;

/**
 * Carries the records of one shard to the target, batch by batch; those of one partition key in order.
 *
 * Law: every record that matches the filter reaches the target or the dead-letter queue at least once before the
 * checkpoint passes it, whatever fails and whenever the process dies. (Without a dead-letter queue a record that is given
 * up is discarded, as on AWS, and reported.)
 */
export class ShardPoller {
  readonly #reader: ShardReader;
  readonly #outstanding = new Outstanding();
  readonly #lanes: readonly Lane[];
  #saving: Promise<void> = Promise.resolve();

  constructor(
    readonly shardId: string,
    private readonly checkpoint: Checkpoint<Position>,
    private readonly context: PollerContext,
  ) {
    const onTrimmed = (): void => {
      context.onProblem(
        `Records of shard ${shardId} were trimmed from the stream before the ${context.consumer} read them; it goes on with the oldest there is.`,
      );
    };
    this.#reader = new ShardReader(shardId, context.source, checkpoint.position?.sequenceNumber, onTrimmed);
    const settle = (events: readonly StreamEvent[]): Promise<void> => this.#settle(events);
    this.#lanes = Array.from({ length: context.parallelization }, () => new Lane(shardId, context, settle));
  }

  get position(): Position {
    return this.checkpoint.position ?? {};
  }

  /** True when the shard is closed and all of it is settled: its children may be read. */
  get atEnd(): boolean {
    return this.#reader.atEnd && this.#outstanding.size === 0;
  }

  /** Reads, if there is room, and delivers what is due. True when another full batch waits in the stream. */
  async poll(signal?: AbortSignal): Promise<boolean> {
    if (this.#hasRoom) await this.#read();
    const runs = await Promise.allSettled(this.#lanes.map((lane) => lane.run(signal)));
    for (const run of runs) if (run.status === 'rejected') throw run.reason;
    return this.#hasRoom && !this.#reader.atEnd && (await this.#backlog()) >= this.context.batchSize;
  }

  /** Delivers what was read, as far as the target takes it now, and reads no more: whoever comes next repeats the rest. */
  async finish(): Promise<void> {
    await Promise.allSettled(this.#lanes.map((lane) => lane.finish()));
    await this.#saving;
  }

  get #hasRoom(): boolean {
    const most = this.#lanes.length * LANE_AHEAD * Math.max(LEAST_AHEAD, this.context.batchSize);
    return this.#lanes.some(({ busy }) => !busy) && this.#outstanding.size < most;
  }

  async #read(): Promise<void> {
    const { counts } = this.context;
    const records = await this.#reader.read();
    const events = records.flatMap(({ event }) => event ?? []);
    counts.read += records.length;
    counts.filtered += records.length - events.length;
    this.#outstanding.add(events);
    for (const [index, lane] of this.#lanes.entries())
      lane.add(events.filter((event) => this.#laneOf(event) === index));
    await this.#settle([]);
  }

  #laneOf({ partitionKey = '', orderKey = partitionKey }: StreamEvent): number {
    const { length } = this.#lanes;
    return length === 1 ? 0 : createHash('md5').update(orderKey).digest().readUInt32BE(0) % length;
  }

  /** Moves the checkpoint to the last record read when nothing is left to do, else before the first event that is. */
  #settle(events: readonly StreamEvent[]): Promise<void> {
    this.#outstanding.settle(events);
    const save = (): Promise<void> => this.#save();
    this.#saving = this.#saving.then(save, save);
    return this.#saving;
  }

  async #save(): Promise<void> {
    const { size, settledUpTo } = this.#outstanding;
    const sequenceNumber = size === 0 ? this.#reader.readUpTo : settledUpTo;
    if (sequenceNumber !== undefined && sequenceNumber !== this.position.sequenceNumber)
      await this.checkpoint.save({ sequenceNumber });
  }

  #backlog(): Promise<number> {
    return this.context.source.pendingAfter(this.shardId, this.#reader.readUpTo);
  }
}
