import { join } from 'node:path';
import type { CloudContext } from '../../core/cloud-context.js';
import type { Disk } from '../../core/disk.js';
import type { HashKeyRange } from './hash-key.js';
import {
  formatSequenceNumber,
  parseSequenceNumber,
  type RecordPosition,
} from '../../core/record-log/sequence-number.js';
import { shardIdOf, type ShardDefinition } from './shard-definition.js';
import type { LogRecord } from '../../core/record-log/log-frame.js';
import { RecordLog } from '../../core/record-log/record-log.js';
import { ShardThroughput } from './throughput.js';

/** A shard: its share of the hash keys, its log, and what it lets through. */
export class Shard {
  readonly id: string;

  private constructor(
    private readonly disk: Disk,
    private readonly folder: string,
    readonly log: RecordLog,
    /** Undefined when limits are lifted. */
    readonly throughput: ShardThroughput | undefined,
    /** Changes once, when the shard is closed. */
    public definition: ShardDefinition,
  ) {
    this.id = shardIdOf(definition.index);
  }

  static async open(streamFolder: string, definition: ShardDefinition, context: CloudContext): Promise<Shard> {
    const folder = join(streamFolder, shardIdOf(definition.index));
    const throughput = context.limits === 'aws' ? new ShardThroughput(context.clock) : undefined;
    return new Shard(context.disk, folder, await RecordLog.open(context.disk, folder), throughput, definition);
  }

  get hashKeys(): HashKeyRange {
    return this.definition;
  }

  /** Whether more may come than the log holds. */
  get isOpen(): boolean {
    return this.definition.closedAtMs === undefined;
  }

  /** A number below that of every record. */
  get startingSequenceNumber(): string {
    return this.sequenceNumberOf({ offset: 0, length: 0, ordinal: 0 });
  }

  /** A number above that of every record; undefined while more may come. */
  get endingSequenceNumber(): string | undefined {
    return this.isOpen ? undefined : this.sequenceNumberOf(this.#end);
  }

  get #end(): RecordPosition {
    return { offset: this.log.endOffset, length: 0, ordinal: this.log.lastOrdinal };
  }

  sequenceNumberOf(position: RecordPosition): string {
    return formatSequenceNumber(this.definition.openedAtMs, position);
  }

  async delete(): Promise<void> {
    await this.log.close();
    await this.disk.rm(this.folder, { recursive: true, force: true });
  }

  /** Sequence numbers of the records, once they are on disk. */
  async append(records: readonly LogRecord[]): Promise<readonly string[]> {
    return (await this.log.append(records)).map((position) => this.sequenceNumberOf(position));
  }

  /**
   * Where the record of the sequence number begins and ends; undefined when this shard never gave it out. A record
   * whose retention is over counts as lying before the oldest one.
   */
  async locate(sequenceNumber: string): Promise<RecordPosition | undefined> {
    const position = parseSequenceNumber(sequenceNumber);
    if (position?.createdAtMs !== this.definition.openedAtMs) return undefined;
    if (sequenceNumber === this.endingSequenceNumber) return position;
    if (position.ordinal === 0 || position.offset < this.log.startOffset) return position;
    const frame = await this.log.frameAt(position.offset);
    return frame?.ordinal === position.ordinal && frame.length === position.length ? position : undefined;
  }

  /** How many records come after the one of the sequence number; all that are kept when there is none. */
  countAfter(sequenceNumber: string | undefined): number {
    const position = sequenceNumber === undefined ? undefined : parseSequenceNumber(sequenceNumber);
    const read = position?.createdAtMs === this.definition.openedAtMs ? position.ordinal : 0;
    return Math.max(0, this.log.lastOrdinal - Math.max(read, this.log.firstOrdinal - 1));
  }
}
