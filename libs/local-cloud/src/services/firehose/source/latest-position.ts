import type { Clock } from '../../../core/clock.js';
import type { KinesisPort } from '../ports.js';
import { ShardReader } from './shard-reader.js';

const READ_PAUSE_MS = 1000;

/**
 * Where LATEST is at this moment, as a place that can be written down: an iterator would expire, and what is put
 * while the process is down would be lost. Null is before the shard's oldest record.
 */
export const latestPosition = async (
  kinesis: Pick<KinesisPort, 'GetShardIterator' | 'GetRecords' | 'pendingAfter'>,
  streamName: string,
  shardId: string,
  clock: Clock,
): Promise<string | null> => {
  const reader = new ShardReader(kinesis, streamName, shardId, undefined);
  let sequenceNumber: string | null = null;
  while ((await kinesis.pendingAfter(streamName, shardId, sequenceNumber ?? undefined)) > 0 && !reader.closed) {
    const records = await reader.read();
    sequenceNumber = records.at(-1)?.sequenceNumber ?? sequenceNumber;
    if (records.length === 0) await clock.sleep(READ_PAUSE_MS);
  }
  return sequenceNumber;
};
