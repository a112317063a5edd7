import { isDeepStrictEqual } from 'node:util';
import { join } from 'node:path';
import type { CloudContext } from '../../core/cloud-context.js';
import { readJsonFile, writeDurably } from '../../core/durable-file.js';
import type { DeliveryStreamConfiguration } from './configuration.js';
import type { DeliveryStreamRecord } from './delivery-stream-record.js';
import { checkpointPath, DeliveryStream } from './delivery-stream.js';
import type { FirehosePorts } from './ports.js';
import { latestPosition } from './source/latest-position.js';
import { listShards } from './source/list-shards.js';

/**
 * Creates the delivery stream, or takes over what the data directory holds of it. A new one starts at LATEST, and that
 * position is on disk before this resolves: whatever is put on the source afterwards will be delivered.
 */
export const openDeliveryStream = async (
  configuration: DeliveryStreamConfiguration,
  properties: unknown,
  context: CloudContext,
  ports: FirehosePorts,
): Promise<DeliveryStream> => {
  const folder = join(context.dataDirectory, 'firehose', configuration.name);
  const recordPath = join(folder, 'delivery-stream.json');
  const checkpointFolder = join(folder, 'checkpoints', configuration.sourceStreamName);
  const known = await readJsonFile<DeliveryStreamRecord>(recordPath);

  if (known?.sourceStreamName !== configuration.sourceStreamName)
    await startAtLatest(configuration.sourceStreamName, checkpointFolder, context, ports);
  const record = nextRecord(known, configuration, properties, context.clock.now());
  if (record !== known) await writeDurably(recordPath, JSON.stringify(record));
  return new DeliveryStream({ configuration, record, checkpointFolder, context, ports });
};

const startAtLatest = async (
  streamName: string,
  checkpointFolder: string,
  { clock }: CloudContext,
  { kinesis }: FirehosePorts,
): Promise<void> => {
  for (const { ShardId: shardId = '' } of await listShards(kinesis, streamName)) {
    const position = await latestPosition(kinesis, streamName, shardId, clock);
    await writeDurably(checkpointPath(checkpointFolder, shardId), JSON.stringify(position));
  }
};

/** Differs: a change that AWS answers with a replacement, such as dynamic partitioning, is an update like any other. */
const nextRecord = (
  known: DeliveryStreamRecord | undefined,
  { sourceStreamName }: DeliveryStreamConfiguration,
  properties: unknown,
  nowMs: number,
): DeliveryStreamRecord => {
  if (!known) return { versionId: 1, createdAtMs: nowMs, updatedAtMs: nowMs, sourceStreamName, properties };
  if (isDeepStrictEqual(known.properties, properties)) return known;
  return { ...known, versionId: known.versionId + 1, updatedAtMs: nowMs, sourceStreamName, properties };
};
