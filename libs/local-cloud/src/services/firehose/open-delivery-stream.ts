import { isDeepStrictEqual } from 'node:util';
import { join } from 'node:path';
import type { CloudContext } from '../../core/cloud-context.js';
import type { Disk } from '../../core/disk.js';
import { readJsonFile, writeDurably } from '../../core/durable-file.js';
import { checkChange } from './check-change.js';
import type { DeliveryStreamConfiguration, OutputConfiguration } from './configuration.js';
import type { DeliveryStreamRecord } from './delivery-stream-record.js';
import { checkpointPath, DeliveryStream } from './delivery-stream.js';
import type { FirehosePorts } from './ports.js';
import type { DeliveryStreamProperties } from './read-configuration.js';
import { isTrue } from './read-output.js';
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
 * position is on disk before this resolves: whatever is put on the source afterwards will be delivered. A former one of
 * that name, which has ended, gives it its log and its counts.
 */
export const openDeliveryStream = async (
  options: NewDeliveryStream,
  former?: OpenedDeliveryStream,
): Promise<OpenedDeliveryStream> => {
  const { configuration, properties, context, ports } = options;
  const folder = folderOf(configuration.name, context);
  const recordPath = join(folder, 'delivery-stream.json');
  const known = await readJsonFile<DeliveryStreamRecord>(context.disk, recordPath);
  const sourceName = configuration.source?.streamName ?? null;
  if (known) checkChange(outputOf(known.properties), configuration);
  const record = nextRecord(known, sourceName, properties, context.clock.now());

  const { source, directPut } = await openSource(options, folder, record, former);
  const checkpointFolder = join(folder, 'checkpoints', source.name);
  if (source instanceof KinesisSource && known?.sourceStreamName !== sourceName)
    await startAtLatest(source, checkpointFolder, context.disk);
  const workFolder = join(folder, 'work');
  // What a kill left half-written.
  await context.disk.rm(workFolder, { recursive: true, force: true });
  if (record !== known) await writeDurably(context.disk, recordPath, JSON.stringify(record));
  const counts = former?.stream.counts;
  const whole = { configuration, record, checkpointFolder, workFolder, source, context, ports };
  const stream = new DeliveryStream({ ...whole, ...(counts && { counts }) });
  return { stream, ...(directPut && { directPut }) };
};

/** Where everything durable of the delivery stream lies. */
export const folderOf = (name: string, { dataDirectory }: CloudContext): string =>
  join(dataDirectory, 'firehose', name);

/** As much of the properties that were kept as decides which may follow them. */
const outputOf = (properties: unknown): Pick<OutputConfiguration, 'dynamicPartitioning'> => {
  const { ExtendedS3DestinationConfiguration: destination } = properties as DeliveryStreamProperties;
  return { dynamicPartitioning: isTrue(destination?.DynamicPartitioningConfiguration?.Enabled) };
};

const openSource = async (
  { configuration, context: { clock, disk }, ports }: NewDeliveryStream,
  folder: string,
  { createdAtMs }: DeliveryStreamRecord,
  former: OpenedDeliveryStream | undefined,
): Promise<{ readonly source: Source; readonly directPut?: DirectPutSource }> => {
  if (configuration.source) return { source: new KinesisSource(configuration.source.streamName, ports.kinesis, clock) };
  const directPut = former?.directPut ?? (await DirectPutSource.open(disk, folder, createdAtMs, clock));
  return { source: directPut, directPut };
};

const startAtLatest = async (source: KinesisSource, checkpointFolder: string, disk: Disk): Promise<void> => {
  for (const { shardId } of await source.shards()) {
    const position: ShardPosition = { sequenceNumber: await source.latestPosition(shardId) };
    await writeDurably(disk, checkpointPath(checkpointFolder, shardId), JSON.stringify(position));
  }
};

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
