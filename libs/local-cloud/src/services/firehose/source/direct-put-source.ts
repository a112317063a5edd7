import { join } from 'node:path';
import type { Disk } from '../../../core/disk.js';
import type { Clock } from '../../../core/clock.js';
import { RecordLog } from '../../../core/record-log/record-log.js';
import { formatSequenceNumber, parseSequenceNumber } from '../../../core/record-log/sequence-number.js';
import type { Source, SourceReader, SourceShard } from './source.js';
import { recordIdOf, type SourceRecord } from './source-record.js';

const SHARD_ID = 'direct-put';
const MAX_READ_BYTES = 10 * 1024 * 1024;

/**
 * What producers put into the delivery stream itself, in a log on disk until it is delivered.
 *
 * Law: a record that `put` has answered for is delivered, also when the process is killed at any later moment.
 *
 * Differs: AWS keeps what it cannot deliver for 24 hours; here it stays until it is delivered.
 */
export class DirectPutSource implements Source {
  readonly name = SHARD_ID;

  private constructor(
    private readonly log: RecordLog,
    private readonly createdAtMs: number,
    private readonly clock: Clock,
  ) {}

  static async open(disk: Disk, folder: string, createdAtMs: number, clock: Clock): Promise<DirectPutSource> {
    return new DirectPutSource(await RecordLog.open(disk, join(folder, 'records')), createdAtMs, clock);
  }

  /** The ids of the records, once they are on disk. */
  async put(records: readonly Uint8Array[]): Promise<readonly string[]> {
    const arrivalMs = this.clock.now();
    const positions = await this.log.append(records.map((data) => ({ partitionKey: '', data, arrivalMs })));
    return positions.map((position) =>
      recordIdOf({ sequenceNumber: formatSequenceNumber(this.createdAtMs, position), subSequenceNumber: 0 }),
    );
  }

  async shards(): Promise<readonly SourceShard[]> {
    return [{ shardId: SHARD_ID, parentShardIds: [] }];
  }

  reader(shardId: string, position: string | undefined): SourceReader {
    let offset = position === undefined ? this.log.startOffset : offsetAfter(position);
    const isBehind = (): boolean => offset < this.log.endOffset;
    return {
      shardId,
      closed: false,
      get behind() {
        return isBehind();
      },
      read: async () => {
        const { records, nextOffset } = await this.#readFrom(offset);
        offset = nextOffset;
        return records;
      },
    };
  }

  async pendingAfter(_shardId: string, position: string | undefined): Promise<number> {
    const ordinal = position === undefined ? 0 : (parseSequenceNumber(position)?.ordinal ?? 0);
    return Math.max(0, this.log.lastOrdinal - Math.max(ordinal, this.log.firstOrdinal - 1));
  }

  async release(_shardId: string, position: string): Promise<void> {
    await this.log.trimTo(offsetAfter(position));
  }

  async close(): Promise<void> {
    await this.log.close();
  }

  async #readFrom(offset: number): Promise<{ readonly records: readonly SourceRecord[]; readonly nextOffset: number }> {
    const records: SourceRecord[] = [];
    let bytes = 0;
    const { nextOffset } = await this.log.read(offset, ({ data, arrivalMs, ordinal, length }, frameOffset) => {
      bytes += data.byteLength;
      if (records.length > 0 && bytes > MAX_READ_BYTES) return false;
      const sequenceNumber = formatSequenceNumber(this.createdAtMs, { offset: frameOffset, length, ordinal });
      records.push({ shardId: SHARD_ID, sequenceNumber, subSequenceNumber: 0, partitionKey: '', arrivalMs, data });
      return true;
    });
    return { records, nextOffset };
  }
}

const offsetAfter = (sequenceNumber: string): number => {
  const position = parseSequenceNumber(sequenceNumber);
  if (!position) throw new Error(`${sequenceNumber} is no place in the log of a delivery stream.`);
  return position.offset + position.length;
};
