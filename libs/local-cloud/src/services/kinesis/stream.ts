import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { CloudContext } from '../../core/cloud-context.js';
import { readJsonFile, writeDurably } from '../../core/durable-file.js';
import { splitHashKeys } from './hash-key.js';
import { shardNotFound } from './kinesis-errors.js';
import { Shard } from './shard.js';

export type StreamMode = 'PROVISIONED' | 'ON_DEMAND';

/** A stream as it lies on disk. */
export interface StreamDefinition {
  readonly name: string;
  readonly arn: string;
  readonly mode: StreamMode;
  readonly shardCount: number;
  readonly retentionHours: number;
  /** Milliseconds since the epoch. */
  readonly createdAtMs: number;
}

const HOUR_MS = 60 * 60 * 1000;

/** A stream with its shards, which stay what they are: there is no resharding. */
export class Stream {
  /** Since the process started. */
  readonly counts = { records: 0, throttled: 0 };

  private constructor(
    private readonly folder: string,
    private current: StreamDefinition,
    readonly shards: readonly Shard[],
    private readonly context: CloudContext,
  ) {}

  /** The definition is written last, so that a stream whose creation was cut short is none. */
  static async create(folder: string, definition: StreamDefinition, context: CloudContext): Promise<Stream> {
    const stream = await Stream.#withShards(folder, definition, context);
    await stream.#save();
    return stream;
  }

  /** Undefined for what an unfinished creation or deletion has left. */
  static async open(folder: string, context: CloudContext): Promise<Stream | undefined> {
    const definition = await readJsonFile<StreamDefinition>(definitionPath(folder));
    return definition && Stream.#withShards(folder, definition, context);
  }

  static async #withShards(folder: string, definition: StreamDefinition, context: CloudContext): Promise<Stream> {
    const { shardCount, createdAtMs } = definition;
    const shards = await Promise.all(
      splitHashKeys(shardCount).map((range, index) => Shard.open(folder, index, range, createdAtMs, context)),
    );
    return new Stream(folder, definition, shards, context);
  }

  get definition(): StreamDefinition {
    return this.current;
  }

  shardFor(hashKey: bigint): Shard {
    const shard = this.shards.find(({ hashKeys }) => hashKey >= hashKeys.start && hashKey <= hashKeys.end);
    if (!shard) throw new Error(`No shard of ${this.definition.name} has the hash key ${String(hashKey)}.`);
    return shard;
  }

  requireShard(shardId: string): Shard {
    const shard = this.shards.find(({ id }) => id === shardId);
    if (!shard) throw shardNotFound(shardId, this.definition.name, this.context.accountId);
    return shard;
  }

  async setRetention(retentionHours: number): Promise<void> {
    this.current = { ...this.current, retentionHours };
    await this.#save();
  }

  /** Differs: what is older than the retention goes a segment at a time, so some of it can be read for longer. */
  async trim(): Promise<void> {
    const retentionMs = this.definition.retentionHours * HOUR_MS;
    for (const { log } of this.shards) await log.trim((arrivalMs) => this.context.clock.ageMs(arrivalMs) > retentionMs);
  }

  async close(): Promise<void> {
    for (const { log } of this.shards) await log.close();
  }

  async delete(): Promise<void> {
    await rm(definitionPath(this.folder), { force: true });
    await this.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  async #save(): Promise<void> {
    await writeDurably(definitionPath(this.folder), JSON.stringify(this.current));
  }
}

const definitionPath = (folder: string): string => join(folder, 'stream.json');
