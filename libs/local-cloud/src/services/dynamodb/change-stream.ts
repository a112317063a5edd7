import type { Clock } from '../../core/clock.js';
import type { BatchOperation, LevelDatabase } from './level-store.js';
import { formatSequenceNumber, parseSequenceNumber } from './sequence-number.js';
import { laneOfKey } from './shards/lane-of-key.js';
import { Lane } from './shards/lane.js';
import type { StreamShard } from './shards/stream-shard.js';
import type { StreamDefinition } from './stream-definition.js';
import type { RecordedStream, StreamRecord } from './stream-record.js';
import type { Item, KeySchemaElement, StreamViewType } from './table-description.js';

const RETENTION_MS = 24 * 60 * 60 * 1000;

/**
 * The changes of one table in their order. Positions are whole numbers without gaps; the first is taken from the
 * clock, so the positions of a table that was deleted and created anew go on above the old ones. Each change is in one
 * lane, always the same for its partition key, and there in one shard.
 *
 * Law: `trimmedThrough <= latest`; exactly the positions between them can be read, and neither ever goes back.
 */
export class ChangeStream implements RecordedStream {
  private constructor(
    private readonly level: LevelDatabase,
    private definition: StreamDefinition,
    readonly region: string,
    private readonly lanes: readonly Lane[],
    private last: number,
  ) {}

  /** The stream as it lies on disk. */
  static async open(level: LevelDatabase, definition: StreamDefinition, region: string): Promise<ChangeStream> {
    const count = ((await level.get(lanesKey(definition))) as number | undefined) ?? 1;
    const lanes: Lane[] = [];
    for (let lane = 0; lane < count; lane += 1)
      lanes.push(await Lane.open(level, prefixOf(definition, lane), lane, definition.createdAtMs));
    return new ChangeStream(level, definition, region, lanes, Math.max(...lanes.map(({ last }) => last)));
  }

  /** What to write, before it is opened, of a new stream with so many lanes. */
  static creation(definition: StreamDefinition, lanes: number): readonly BatchOperation[] {
    return lanes === 1 ? [] : [{ type: 'put', key: lanesKey(definition), value: lanes }];
  }

  get tableName(): string {
    return this.definition.tableName;
  }

  get arn(): string {
    return this.definition.arn;
  }

  get label(): string {
    return this.definition.label;
  }

  get keySchema(): readonly KeySchemaElement[] {
    return this.definition.keySchema;
  }

  get viewType(): StreamViewType {
    return this.definition.viewType;
  }

  get createdAtMs(): number {
    return this.definition.createdAtMs;
  }

  /** When the last change was taken; undefined while more may come. */
  get closedAtMs(): number | undefined {
    return this.definition.closedAtMs;
  }

  /** What the stream is from now on: closed. */
  closeAs(definition: StreamDefinition): void {
    this.definition = definition;
  }

  /** The definition of this stream once it is closed. */
  closedAt(closedAtMs: number): StreamDefinition {
    return { ...this.definition, closedAtMs };
  }

  /** The position of the newest change that is on disk; that of the trim horizon when there was none. */
  get latest(): number {
    return this.last;
  }

  /** The position before the oldest change that can still be read. */
  get trimmedThrough(): number {
    return Math.max(...this.lanes.map(({ trimmedThrough }) => trimmedThrough));
  }

  /** Those that hold changes or take them, in the order of their ids. */
  get shards(): readonly StreamShard[] {
    const isShown = (shard: StreamShard): boolean => {
      const { after, through = Infinity } = shard;
      return through > this.trimmedIn(shard) || through === after;
    };
    return this.#knownShards.filter(isShown).sort((left, right) => (left.id < right.id ? -1 : 1));
  }

  /** Also one that holds nothing any more, for a while; undefined when there is none of this id. */
  findShard(shardId: string): StreamShard | undefined {
    return this.#knownShards.find(({ id }) => id === shardId);
  }

  get #knownShards(): readonly StreamShard[] {
    return this.lanes.flatMap((lane) => lane.shards(this.closedAtMs !== undefined));
  }

  /** The position of the newest change of the shard's lane that can no longer be read. */
  trimmedIn({ lane }: StreamShard): number {
    return this.#lane(lane).trimmedThrough;
  }

  /** The lane of an item with these keys. */
  laneOf(item: Item): Lane {
    const [{ AttributeName: name } = { AttributeName: '' }] = this.keySchema;
    return this.#lane(laneOfKey(item[name], this.lanes.length));
  }

  /** The position that a sequence number of this stream stands for; undefined for one that it has not given out. */
  positionOf(sequenceNumber: string): number | undefined {
    const position = parseSequenceNumber(sequenceNumber);
    return position === undefined || position <= this.createdAtMs * 1000 || position > this.last ? undefined : position;
  }

  sequenceNumberOf(position: number): string {
    return formatSequenceNumber(position);
  }

  advance(position: number): void {
    this.last = position;
  }

  /** The next changes of the shard after the position: at most `limit`, and 1 MB unless the first alone is larger. */
  read(shard: StreamShard, afterPosition: number, limit: number): Promise<readonly StreamRecord[]> {
    return this.#lane(shard.lane).read(Math.max(afterPosition, shard.after), this.#endOf(shard), limit);
  }

  /** How many changes of the shard come after the position. Costs nothing in a stream of one lane. */
  async count(shard: StreamShard, afterPosition: number): Promise<number> {
    const after = Math.max(afterPosition, shard.after, this.trimmedIn(shard));
    const through = this.#endOf(shard);
    return this.lanes.length === 1 ? Math.max(through - after, 0) : this.#lane(shard.lane).count(after, through);
  }

  #endOf(shard: StreamShard): number {
    return shard.through ?? this.last;
  }

  /** Forgets what is older than 24 hours. */
  async trim(clock: Clock, signal?: AbortSignal): Promise<void> {
    const positionOf = ({ dynamodb }: StreamRecord): number =>
      parseSequenceNumber(dynamodb.SequenceNumber) ?? this.trimmedThrough;
    for (const lane of this.lanes) await lane.trim((record) => isExpired(record, clock), positionOf, signal);
  }

  /** Removes every trace of the stream: its time is over. */
  async erase(): Promise<void> {
    for (const lane of this.lanes) await lane.erase();
    await this.level.batch([{ type: 'del', key: lanesKey(this.definition) }]);
  }

  #lane(number: number): Lane {
    const lane = this.lanes[number];
    if (!lane) throw new Error(`The stream ${this.arn} has no lane ${String(number)}.`);
    return lane;
  }
}

/** The first lane's keys are those of a time when there was no other. */
const prefixOf = ({ tableName, label }: StreamDefinition, lane: number): string =>
  `stream-${tableName}@${label}${lane === 0 ? '' : `#${String(lane)}`}~`;
const lanesKey = ({ arn }: StreamDefinition): string => `lanes~${arn}`;

/** The record's time is rounded down to the second; what may be younger than the retention stays. */
const isExpired = ({ dynamodb }: StreamRecord, clock: Clock): boolean =>
  clock.ageMs(dynamodb.ApproximateCreationDateTime * 1000 + 999) > RETENTION_MS;
