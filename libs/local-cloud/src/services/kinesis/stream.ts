import { AwsError } from '@sales-cdc/aws-wire';
import type { CloudContext } from '../../core/cloud-context.js';
import { shardNotFound } from './kinesis-errors.js';
import { firstShards, type ShardDefinition } from './shard-definition.js';
import { Shard } from './shard.js';
import {
  definitionPath,
  readStreamDefinition,
  writeStreamDefinition,
  type StreamDefinition,
} from './stream-definition.js';

const HOUR_MS = 60 * 60 * 1000;
/** Differs: AWS has no such limit; each shard that can still be read is an open file here. */
const MAX_KEPT_SHARDS = 1_000;

/** A stream with its shards: those that take records, and closed ones that can still be read. */
export class Stream {
  /** Since the process started. */
  readonly counts = { records: 0, throttled: 0 };
  /** The shards that take what is put now. One that is no longer among them may still be writing. */
  #writable: readonly Shard[];
  /** The change of the definition that is under way; they go one after the other. */
  #changing: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly folder: string,
    private current: StreamDefinition,
    private kept: readonly Shard[],
    private readonly context: CloudContext,
  ) {
    this.#writable = this.openShards;
  }

  /** The definition is written last, so that a stream whose creation was cut short is none. */
  static async create(
    folder: string,
    settings: Omit<StreamDefinition, 'shards'>,
    context: CloudContext,
  ): Promise<Stream> {
    const definition = { ...settings, shards: firstShards(settings.shardCount, settings.createdAtMs) };
    const stream = await Stream.#withShards(folder, definition, context);
    await stream.#save(definition);
    return stream;
  }

  /** Undefined for what an unfinished creation or deletion has left. */
  static async open(folder: string, context: CloudContext): Promise<Stream | undefined> {
    const definition = await readStreamDefinition(context.disk, folder);
    return definition && Stream.#withShards(folder, definition, context);
  }

  static async #withShards(folder: string, definition: StreamDefinition, context: CloudContext): Promise<Stream> {
    const shards = await Promise.all(definition.shards.map((shard) => Shard.open(folder, shard, context)));
    return new Stream(folder, definition, shards, context);
  }

  get definition(): StreamDefinition {
    return this.current;
  }

  /** In the order of their ids. */
  get shards(): readonly Shard[] {
    return this.kept;
  }

  get openShards(): readonly Shard[] {
    return this.kept.filter(({ isOpen }) => isOpen);
  }

  shardFor(hashKey: bigint): Shard {
    const shard = this.#writable.find(({ hashKeys }) => hashKey >= hashKeys.start && hashKey <= hashKeys.end);
    if (!shard) throw new Error(`No shard of ${this.definition.name} has the hash key ${String(hashKey)}.`);
    return shard;
  }

  requireShard(shardId: string): Shard {
    const shard = this.kept.find(({ id }) => id === shardId);
    if (!shard) throw shardNotFound(shardId, this.definition.name, this.context.accountId);
    return shard;
  }

  /** Changes settings; they are on disk when it resolves. */
  change(settings: (definition: StreamDefinition) => Partial<Omit<StreamDefinition, 'shards'>>): Promise<void> {
    return this.#exclusively(() => this.#save({ ...this.current, ...settings(this.current) }));
  }

  /**
   * Closes shards and opens others in their place. What is put from now on goes to the new ones; a closed shard shows
   * as closed once all that was put before is in its log. Durable when it resolves.
   */
  reshard(change: (shards: readonly ShardDefinition[]) => readonly ShardDefinition[]): Promise<void> {
    return this.#exclusively(async () => {
      const shards = change(this.current.shards);
      if (shards.length > MAX_KEPT_SHARDS)
        throw new AwsError(
          'LimitExceededException',
          `The local cloud keeps streams of up to ${MAX_KEPT_SHARDS} shards, with the closed ones that can still be read.`,
        );
      const before = this.kept;
      const opened = await Promise.all(
        shards.slice(before.length).map((shard) => Shard.open(this.folder, shard, this.context)),
      );
      // Before a new shard takes its first record: after a kill the stream has it, and the record.
      await this.#save({ ...this.current, shards });
      const closing = before.filter((shard, place) => shard.isOpen && shards[place]?.closedAtMs !== undefined);
      this.kept = [...before, ...opened];
      this.#writable = this.openShards.filter((shard) => !closing.includes(shard));
      await Promise.all(closing.map(({ log }) => log.settled()));
      before.forEach((shard, place) => (shard.definition = shards[place] ?? shard.definition));
    });
  }

  /** Differs: what is older than the retention goes a segment at a time, so some of it can be read for longer. */
  async trim(): Promise<void> {
    const retentionMs = this.definition.retentionHours * HOUR_MS;
    const isExpired = (timestampMs: number): boolean => this.context.clock.ageMs(timestampMs) > retentionMs;
    for (const { log } of this.kept) await log.trim(isExpired);
    await this.#exclusively(() => this.#forget(({ closedAtMs }) => closedAtMs !== undefined && isExpired(closedAtMs)));
  }

  async #forget(isGone: (shard: ShardDefinition) => boolean): Promise<void> {
    const gone = this.kept.filter(({ definition }) => isGone(definition));
    if (gone.length === 0) return;
    this.kept = this.kept.filter((shard) => !gone.includes(shard));
    await this.#save({ ...this.current, shards: this.kept.map(({ definition }) => definition) });
    for (const shard of gone) await shard.delete();
  }

  async close(): Promise<void> {
    await this.#changing;
    for (const { log } of this.kept) await log.close();
  }

  /** Afterwards nothing of it is on disk, and a trim that was waiting finds nothing to write. */
  delete(): Promise<void> {
    return this.#exclusively(async () => {
      const { kept } = this;
      this.kept = [];
      await this.context.disk.rm(definitionPath(this.folder), { force: true });
      for (const { log } of kept) await log.close();
      await this.context.disk.rm(this.folder, { recursive: true, force: true });
    });
  }

  async #save(definition: StreamDefinition): Promise<void> {
    await writeStreamDefinition(this.context.disk, this.folder, definition);
    this.current = definition;
  }

  #exclusively(work: () => Promise<void>): Promise<void> {
    const done = this.#changing.then(work);
    this.#changing = done.catch(() => undefined);
    return done;
  }
}
