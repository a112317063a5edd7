import { join } from 'node:path';
import type { CloudContext } from '../../core/cloud-context.js';
import type { HashKeyRange } from './hash-key.js';
import { formatSequenceNumber, parseSequenceNumber, type RecordPosition } from './sequence-number.js';
import type { ShardRecord } from './shard-frame.js';
import { ShardLog } from './shard-log.js';
import { ShardThroughput } from './throughput.js';

/** A shard: its share of the hash keys, its log, and what it lets through. */
export class Shard {
  private constructor(
    readonly id: string,
    readonly hashKeys: HashKeyRange,
    readonly log: ShardLog,
    /** Undefined when limits are lifted. */
    readonly throughput: ShardThroughput | undefined,
    private readonly createdAtMs: number,
  ) {}

  static async open(
    folder: string,
    index: number,
    hashKeys: HashKeyRange,
    createdAtMs: number,
    context: CloudContext,
  ): Promise<Shard> {
    const id = `shardId-${String(index).padStart(12, '0')}`;
    const throughput = context.limits === 'aws' ? new ShardThroughput(context.clock) : undefined;
    return new Shard(id, hashKeys, await ShardLog.open(join(folder, id)), throughput, createdAtMs);
  }

  /** A number below that of every record. */
  get startingSequenceNumber(): string {
    return formatSequenceNumber(this.createdAtMs, { offset: 0, length: 0, ordinal: 0 });
  }

  sequenceNumberOf(position: RecordPosition): string {
    return formatSequenceNumber(this.createdAtMs, position);
  }

  /** Sequence numbers of the records, once they are on disk. */
  async append(records: readonly ShardRecord[]): Promise<readonly string[]> {
    return (await this.log.append(records)).map((position) => this.sequenceNumberOf(position));
  }

  /**
   * Where the record of the sequence number begins and ends; undefined when this shard never gave it out. A record
   * whose retention is over counts as lying before the oldest one.
   */
  async locate(sequenceNumber: string): Promise<RecordPosition | undefined> {
    const position = parseSequenceNumber(sequenceNumber);
    if (position?.createdAtMs !== this.createdAtMs) return undefined;
    if (position.ordinal === 0 || position.offset < this.log.startOffset) return position;
    const frame = await this.log.frameAt(position.offset);
    return frame?.ordinal === position.ordinal && frame.length === position.length ? position : undefined;
  }

  /** How many records come after the one of the sequence number; all that are kept when there is none. */
  countAfter(sequenceNumber: string | undefined): number {
    const position = sequenceNumber === undefined ? undefined : parseSequenceNumber(sequenceNumber);
    const read = position?.createdAtMs === this.createdAtMs ? position.ordinal : 0;
    return Math.max(0, this.log.lastOrdinal - Math.max(read, this.log.firstOrdinal - 1));
  }
}
