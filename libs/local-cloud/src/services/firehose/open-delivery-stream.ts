import { isDeepStrictEqual } from 'node:util';
import { join } from 'node:path';
import type { CloudContext } from '../../core/cloud-context.js';
import type { Disk } from '../../core/disk.js';
import { readJsonFile, writeDurably } from '../../core/durable-file.js';
import type { DeliveryStreamConfiguration } from './configuration.js';
import type { DeliveryStreamRecord } from './delivery-stream-record.js';
import { checkpointPath, DeliveryStream } from './delivery-stream.js';
import type { FirehosePorts } from './ports.js';
import { DirectPutSource } from './source/direct-put-source.js';
import { KinesisSource } from './source/kinesis-source.js';
import type { ShardPosition } from './source/shard-position.js';
import type { Source } from './source/source.js';

/** What becomes a delivery stream. */
export interface NewDeliveryStream {
  readonly configuration: DeliveryStreamConfiguration;
  /** As the template has them. */
  readonly properties: unknown;
  readonly context: CloudContext;
  readonly ports: FirehosePorts;
}

/** A delivery stream with what only those of DirectPut have: a log of their own, which its owner closes. */
export interface OpenedDeliveryStream {
  readonly stream: DeliveryStream;
  readonly directPut?: DirectPutSource;
}

/**
 * Creates the delivery stream, or takes over what the data directory holds of it. A new one starts at LATEST, and that
 * position is on disk before this resolves: whatever is put on the source afterwards will be delivered.
 */
export const openDeliveryStream = async (options: NewDeliveryStream): Promise<OpenedDeliveryStream> => {
  const { configuration, properties, context, ports } = options;
  const folder = join(context.dataDirectory, 'firehose', configuration.name);
  const recordPath = join(folder, 'delivery-stream.json');
  const known = await readJsonFile<DeliveryStreamRecord>(context.disk, recordPath);
  const sourceName = configuration.source?.streamName ?? null;
  const record = nextRecord(known, sourceName, properties, context.clock.now());

  const { source, directPut } = await openSource(options, folder, record);
  const checkpointFolder = join(folder, 'checkpoints', source.name);
  if (source instanceof KinesisSource && known?.sourceStreamName !== sourceName)
    await startAtLatest(source, checkpointFolder, context.disk);
  const workFolder = join(folder, 'work');
  // What a kill left half-written.
  await context.disk.rm(workFolder, { recursive: true, force: true });
  if (record !== known) await writeDurably(context.disk, recordPath, JSON.stringify(record));
  const stream = new DeliveryStream({ configuration, record, checkpointFolder, workFolder, source, context, ports });
  return { stream, ...(directPut && { directPut }) };
};

const openSource = async (
  { configuration, context: { clock, disk }, ports }: NewDeliveryStream,
  folder: string,
  { createdAtMs }: DeliveryStreamRecord,
): Promise<{ readonly source: Source; readonly directPut?: DirectPutSource }> => {
  if (configuration.source) return { source: new KinesisSource(configuration.source.streamName, ports.kinesis, clock) };
  const directPut = await DirectPutSource.open(disk, folder, createdAtMs, clock);
  return { source: directPut, directPut };
};

const startAtLatest = async (source: KinesisSource, checkpointFolder: string, disk: Disk): Promise<void> => {
  for (const { shardId } of await source.shards()) {
    const position: ShardPosition = { sequenceNumber: await source.latestPosition(shardId) };
    await writeDurably(disk, checkpointPath(checkpointFolder, shardId), JSON.stringify(position));
  }
};

/** Differs: a change that AWS answers with a replacement, such as dynamic partitioning, is an update like any other. */
const nextRecord = (
  known: DeliveryStreamRecord | undefined,
  sourceStreamName: string | null,
  properties: unknown,
  nowMs: number,
): DeliveryStreamRecord => {
  if (!known) return { versionId: 1, createdAtMs: nowMs, updatedAtMs: nowMs, sourceStreamName, properties };
  if (isDeepStrictEqual(known.properties, properties)) return known;
  return { ...known, versionId: known.versionId + 1, updatedAtMs: nowMs, sourceStreamName, properties };
};
