import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Shard } from '@aws-sdk/client-kinesis';
import { Checkpoint } from '../../core/checkpoint.js';
import type { CloudContext } from '../../core/cloud-context.js';
import type { StageProgress } from '../../core/service.js';
import type { DeliveryStreamRecord } from './delivery-stream-record.js';
import type { DeliveryStreamConfiguration } from './configuration.js';
import { Destination } from './delivery/destination.js';
import { ObjectWriter } from './delivery/object-writer.js';
import { ErrorLog } from './error-log.js';
import { measureAttempt } from './delivery-metrics.js';
import type { FirehosePorts } from './ports.js';
import { ProblemEpisode } from './problem-episode.js';
import { LambdaProcessor } from './processing/lambda-processor.js';
import { ShardDelivery } from './shard-delivery.js';
import type { ShardPosition } from './source/latest-position.js';
import { listShards } from './source/list-shards.js';
import { ShardReader } from './source/shard-reader.js';

/** Reading pauses while more than this waits in memory for its delivery. */
const MAX_HELD_BYTES = 64 * 1024 * 1024;

export interface DeliveryStreamOptions {
  readonly configuration: DeliveryStreamConfiguration;
  readonly record: DeliveryStreamRecord;
  /** The folder of its checkpoints, one file for each shard. */
  readonly checkpointFolder: string;
  readonly context: CloudContext;
  readonly ports: FirehosePorts;
}

/** A delivery stream at work: takes records from every shard of its source and delivers them at least once. */
export class DeliveryStream {
  readonly #shards = new Map<string, ShardDelivery>();
  readonly #destination: Destination;
  readonly #processor: LambdaProcessor | undefined;
  readonly #errorLog: ErrorLog;
  #knowsAllShards = false;

  constructor(private readonly options: DeliveryStreamOptions) {
    const { configuration: stream, record, context, ports } = options;
    const episode = (): ProblemEpisode => new ProblemEpisode(context.observer, stream.name);
    this.#processor =
      stream.processor && new LambdaProcessor(stream, stream.processor, ports.lambda, context, episode());
    const writer = new ObjectWriter(ports.s3, context.clock, episode(), (succeeded) => {
      measureAttempt(context, stream.name, succeeded);
    });
    // The seeded randomness would name objects alike after a restart within the same second.
    this.#destination = new Destination({ stream, versionId: record.versionId, context, writer, uniqueId: randomUUID });
    this.#errorLog = new ErrorLog(stream, record.versionId, ports.logs, context, episode());
  }

  get configuration(): DeliveryStreamConfiguration {
    return this.options.configuration;
  }

  get record(): DeliveryStreamRecord {
    return this.options.record;
  }

  /** One round: reads each shard once, transforms and delivers what is due, and moves the checkpoints. */
  async poll(signal: AbortSignal): Promise<void> {
    await this.#openShards();
    const shards = [...this.#shards.values()];
    // A shard in trouble does not hold up the others, nor is it left running when the round ends.
    const rounds = await Promise.allSettled(shards.map((shard) => shard.poll(() => this.#mayRead(), signal)));
    await this.#destination.deliverDue(signal);
    for (const shard of shards) await shard.saveCheckpoint();

    if (shards.some(({ isReadToTheEnd }) => isReadToTheEnd)) this.#knowsAllShards = false;
    for (const round of rounds) if (round.status === 'rejected') throw round.reason;
  }

  async progress(): Promise<StageProgress> {
    const { clock } = this.options.context;
    const arrivals = [...this.#shards.values()].flatMap(({ oldestArrivalMs }) => oldestArrivalMs ?? []);
    const { delivered, failed, objects } = this.#destination.counts;
    const read = [...this.#shards.values()].reduce((sum, { readRecords }) => sum + readRecords, 0);
    return {
      stage: 'Firehose',
      resource: this.configuration.name,
      counts: { read, delivered, failed, objects },
      pending: await this.#pending(),
      agesMs: { undelivered: clock.ageMs(Math.min(clock.now(), ...arrivals)) },
    };
  }

  /** Exact: records of the source that are not yet known to be in S3. */
  async #pending(): Promise<number> {
    const { kinesis } = this.options.ports;
    const streamName = this.configuration.sourceStreamName;
    const counts = (await listShards(kinesis, streamName)).map(async ({ ShardId: shardId = '' }) => {
      const deliveredUpTo =
        this.#shards.get(shardId)?.deliveredUpTo ?? (await this.#openCheckpoint(shardId)).position?.sequenceNumber;
      return kinesis.pendingAfter(streamName, shardId, deliveredUpTo ?? undefined);
    });
    return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
  }

  #mayRead(): boolean {
    const waiting = [...this.#shards.values()].reduce((sum, { heldBytes }) => sum + heldBytes, 0);
    return this.#destination.heldBytes + waiting < MAX_HELD_BYTES;
  }

  /** Takes up shards that it does not know yet: all at the start, later the children of a reshard. */
  async #openShards(): Promise<void> {
    if (this.#knowsAllShards) return;
    const { kinesis } = this.options.ports;
    const shards = await listShards(kinesis, this.configuration.sourceStreamName);
    const ready = shards.filter(
      (shard) => !this.#shards.has(shard.ShardId ?? '') && !this.#waitsForParents(shard, shards),
    );
    for (const { ShardId: shardId = '' } of ready) this.#shards.set(shardId, await this.#openShard(shardId));
    this.#knowsAllShards = shards.every(({ ShardId }) => this.#shards.has(ShardId ?? ''));
  }

  /** A child is read after its parents, which keeps the order of each partition key. */
  #waitsForParents({ ParentShardId, AdjacentParentShardId }: Shard, shards: readonly Shard[]): boolean {
    const parents = shards.filter(
      ({ ShardId }) => ShardId !== undefined && (ShardId === ParentShardId || ShardId === AdjacentParentShardId),
    );
    return parents.some(({ ShardId = '' }) => !(this.#shards.get(ShardId)?.isReadToTheEnd ?? false));
  }

  async #openShard(shardId: string): Promise<ShardDelivery> {
    const { configuration: stream, context, ports } = this.options;
    const checkpoint = await this.#openCheckpoint(shardId);
    return new ShardDelivery({
      stream,
      context,
      checkpoint,
      reader: new ShardReader(
        ports.kinesis,
        stream.sourceStreamName,
        shardId,
        checkpoint.position?.sequenceNumber ?? undefined,
      ),
      processor: this.#processor,
      destination: this.#destination,
      errorLog: this.#errorLog,
    });
  }

  /** A shard without one was born after the delivery stream: it is read from its start. */
  #openCheckpoint(shardId: string): Promise<Checkpoint<ShardPosition>> {
    return Checkpoint.open<ShardPosition>(checkpointPath(this.options.checkpointFolder, shardId));
  }
}

export const checkpointPath = (folder: string, shardId: string): string => join(folder, `${shardId}.json`);
