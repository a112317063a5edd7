import { join } from 'node:path';
import { Checkpoint } from '../../core/checkpoint.js';
import type { CloudContext } from '../../core/cloud-context.js';
import { randomUuid } from '../../core/random-uuid.js';
import type { StageProgress } from '../../core/service.js';
import type { DeliveryStreamRecord } from './delivery-stream-record.js';
import { Backup } from './backup.js';
import type { ConversionConfiguration, DeliveryStreamConfiguration, OutputConfiguration } from './configuration.js';
import { RecordConversion } from './conversion/record-conversion.js';
import { SchemaSource } from './conversion/schema-source.js';
import { Destination } from './delivery/destination.js';
import { ObjectWriter } from './delivery/object-writer.js';
import { ErrorLog } from './error-log.js';
import { measureAttempt } from './delivery-metrics.js';
import type { FirehosePorts } from './ports.js';
import { ProblemEpisode } from './problem-episode.js';
import { LambdaProcessor } from './processing/lambda-processor.js';
import { ShardDelivery } from './shard-delivery.js';
import type { ShardPosition } from './source/shard-position.js';
import type { Source, SourceShard } from './source/source.js';

/** Reading pauses while more than this waits in memory for its delivery. */
const MAX_HELD_BYTES = 64 * 1024 * 1024;

export interface DeliveryStreamOptions {
  readonly configuration: DeliveryStreamConfiguration;
  readonly record: DeliveryStreamRecord;
  /** The folder of its checkpoints, one file for each shard. */
  readonly checkpointFolder: string;
  /** For files that are being written. */
  readonly workFolder: string;
  readonly source: Source;
  readonly context: CloudContext;
  readonly ports: FirehosePorts;
  /** What the one before it in this run has done. */
  readonly counts?: Readonly<Record<string, number>>;
}

/** A delivery stream at work: takes records from every shard of its source and delivers them at least once. */
export class DeliveryStream {
  readonly #shards = new Map<string, ShardDelivery>();
  readonly #destination: Destination;
  readonly #backup: Backup | undefined;
  readonly #conversion: RecordConversion | undefined;
  readonly #processor: LambdaProcessor | undefined;
  readonly #errorLog: ErrorLog;
  #knowsAllShards = false;

  constructor(private readonly options: DeliveryStreamOptions) {
    const { configuration: stream, record, context, ports } = options;
    this.#processor =
      stream.processor && new LambdaProcessor(stream, stream.processor, ports.lambda, context, this.#episode());
    this.#conversion = stream.conversion && conversionOf(stream.conversion, options);
    this.#destination = this.#destinationFor(stream, ports.s3, { conversion: this.#conversion });
    this.#backup =
      stream.backup &&
      new Backup(
        this.#destinationFor(stream.backup, (ports.backup ?? ports).s3, { metric: 'BackupToS3.Success' }),
        context,
      );
    this.#errorLog = new ErrorLog(stream, record.versionId, ports.logs, context, this.#episode());
  }

  /** Whether it writes a backup, which is delivered by a round of its own. */
  get hasBackup(): boolean {
    return this.#backup !== undefined;
  }

  get configuration(): DeliveryStreamConfiguration {
    return this.options.configuration;
  }

  get record(): DeliveryStreamRecord {
    return this.options.record;
  }

  /** One round: reads each shard once, transforms and delivers what is due, and moves the checkpoints. */
  async poll(signal: AbortSignal): Promise<void> {
    await this.#conversion?.refresh();
    await this.#openShards();
    const shards = [...this.#shards.values()];
    // A shard in trouble does not hold up the others, nor is it left running when the round ends.
    const rounds = await Promise.allSettled(shards.map((shard) => shard.poll(() => this.#mayRead(), signal)));
    await this.#destination.deliverDue(signal);
    for (const shard of shards) await shard.saveCheckpoint();

    if (shards.some(({ isReadToTheEnd }) => isReadToTheEnd)) this.#knowsAllShards = false;
    for (const round of rounds) if (round.status === 'rejected') throw round.reason;
  }

  /** One round of the backup, which neither holds up the delivery nor is held up by it. */
  async pollBackup(signal: AbortSignal): Promise<void> {
    await this.#backup?.deliverDue(signal);
  }

  /** Delivers what lies in memory, if S3 takes it at the first attempt, so that another need not read it again. */
  async handOver(): Promise<void> {
    await this.#destination.deliverAll();
    await this.#backup?.deliverAll();
    for (const shard of this.#shards.values()) await shard.saveCheckpoint();
  }

  /** The same delivery stream with nothing in memory, which goes on at the checkpoints of one that has ended. */
  anew(): DeliveryStream {
    return new DeliveryStream({ ...this.options, counts: this.counts });
  }

  /** Records and objects since the process started. */
  get counts(): Readonly<Record<string, number>> {
    const { counts: before = {} } = this.options;
    const read = [...this.#shards.values()].reduce((sum, { readRecords }) => sum + readRecords, 0);
    const backedUp = this.#backup && { backedUp: this.#backup.delivered };
    const own = { read, ...this.#destination.counts, ...backedUp };
    return Object.fromEntries(Object.entries(own).map(([name, count]) => [name, count + (before[name] ?? 0)]));
  }

  async progress(): Promise<StageProgress> {
    const { clock } = this.options.context;
    const arrivals = [...this.#shards.values()].flatMap(({ oldestArrivalMs }) => oldestArrivalMs ?? []);
    return {
      stage: 'Firehose',
      resource: this.configuration.name,
      counts: this.counts,
      pending: await this.#pending(),
      agesMs: { undelivered: clock.ageMs(Math.min(clock.now(), ...arrivals)) },
    };
  }

  /** Exact: records of the source that are not yet known to be in S3. */
  async #pending(): Promise<number> {
    const { source } = this.options;
    const counts = (await source.shards()).map(async ({ shardId }) => {
      const deliveredUpTo =
        this.#shards.get(shardId)?.deliveredUpTo ?? (await this.#openCheckpoint(shardId)).position?.sequenceNumber;
      return source.pendingAfter(shardId, deliveredUpTo ?? undefined);
    });
    return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
  }

  #mayRead(): boolean {
    const waiting = [...this.#shards.values()].reduce((sum, { heldBytes }) => sum + heldBytes, 0);
    return this.#destination.heldBytes + (this.#backup?.heldBytes ?? 0) + waiting < MAX_HELD_BYTES;
  }

  /** Takes up shards that it does not know yet: all at the start, later the children of a reshard. */
  async #openShards(): Promise<void> {
    if (this.#knowsAllShards) return;
    const shards = await this.options.source.shards();
    const ready = shards.filter((shard) => !this.#shards.has(shard.shardId) && !this.#waitsForParents(shard, shards));
    for (const { shardId } of ready) this.#shards.set(shardId, await this.#openShard(shardId));
    this.#knowsAllShards = shards.every(({ shardId }) => this.#shards.has(shardId));
  }

  /** A child is read after its parents, which keeps the order of each partition key. */
  #waitsForParents({ parentShardIds }: SourceShard, shards: readonly SourceShard[]): boolean {
    const parents = shards.filter(({ shardId }) => parentShardIds.includes(shardId));
    return parents.some(({ shardId }) => !(this.#shards.get(shardId)?.isReadToTheEnd ?? false));
  }

  async #openShard(shardId: string): Promise<ShardDelivery> {
    const { configuration: stream, context, source } = this.options;
    const checkpoint = await this.#openCheckpoint(shardId);
    return new ShardDelivery({
      stream,
      context,
      checkpoint,
      source,
      reader: source.reader(shardId, checkpoint.position?.sequenceNumber ?? undefined),
      processor: this.#processor,
      destination: this.#destination,
      backup: this.#backup,
      errorLog: this.#errorLog,
    });
  }

  #destinationFor(
    output: OutputConfiguration,
    s3: FirehosePorts['s3'],
    { metric, conversion }: { readonly metric?: string; readonly conversion?: RecordConversion | undefined },
  ): Destination {
    const { configuration, record, context } = this.options;
    const { name: deliveryStreamName } = configuration;
    const writer = new ObjectWriter(s3, context.clock, this.#episode(), (succeeded) => {
      measureAttempt(context, deliveryStreamName, succeeded, metric);
    });
    // The seeded randomness would name objects alike after a restart within the same second.
    const uniqueId = (): string => randomUuid(context.random);
    const { versionId } = record;
    return new Destination({ deliveryStreamName, output, versionId, context, writer, conversion, uniqueId });
  }

  #episode(): ProblemEpisode {
    return new ProblemEpisode(this.options.context.observer, this.options.configuration.name);
  }

  /** A shard without one was born after the delivery stream: it is read from its start. */
  #openCheckpoint(shardId: string): Promise<Checkpoint<ShardPosition>> {
    return Checkpoint.open<ShardPosition>(
      this.options.context.disk,
      checkpointPath(this.options.checkpointFolder, shardId),
    );
  }
}

const conversionOf = (
  conversion: ConversionConfiguration,
  { context, ports, workFolder }: DeliveryStreamOptions,
): RecordConversion =>
  new RecordConversion(conversion, new SchemaSource(conversion, ports.glue, context), context, workFolder);

export const checkpointPath = (folder: string, shardId: string): string => join(folder, `${shardId}.json`);
