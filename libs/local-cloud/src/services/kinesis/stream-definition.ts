import { join } from 'node:path';
import type { Disk } from '../../core/disk.js';
import { readJsonFile, writeDurably } from '../../core/durable-file.js';
import { firstShards, type ShardDefinition } from './shard-definition.js';

export type StreamMode = 'PROVISIONED' | 'ON_DEMAND';

/** A stream as it lies on disk. */
export interface StreamDefinition {
  readonly name: string;
  readonly arn: string;
  readonly mode: StreamMode;
  /** The mode that it was created with, or that its template asked for last, once that was changed. */
  readonly firstMode?: StreamMode;
  /** How many shards it was created with, or its template asked for last. */
  readonly shardCount: number;
  readonly retentionHours: number;
  /** Milliseconds since the epoch. */
  readonly createdAtMs: number;
  readonly tags?: Readonly<Record<string, string>>;
  /** In the order of their indexes; closed ones too as long as they can be read. */
  readonly shards: readonly ShardDefinition[];
}

/** JSON has no integers of 128 bits. */
interface Stored extends Omit<StreamDefinition, 'shards'> {
  /** Absent from a stream of the first release, which could not be resharded. */
  readonly shards?: readonly (Omit<ShardDefinition, 'start' | 'end'> & {
    readonly start: string;
    readonly end: string;
  })[];
}

export const definitionPath = (folder: string): string => join(folder, 'stream.json');

/** Undefined where there is no stream. */
export const readStreamDefinition = async (disk: Disk, folder: string): Promise<StreamDefinition | undefined> => {
  const stored = await readJsonFile<Stored>(disk, definitionPath(folder));
  if (!stored) return undefined;
  const shards = stored.shards?.map((shard) => ({ ...shard, start: BigInt(shard.start), end: BigInt(shard.end) }));
  return { ...stored, shards: shards ?? firstShards(stored.shardCount, stored.createdAtMs) };
};

/** Law: `readStreamDefinition` gives back what was written. */
export const writeStreamDefinition = (disk: Disk, folder: string, definition: StreamDefinition): Promise<void> =>
  writeDurably(
    disk,
    definitionPath(folder),
    JSON.stringify(definition, (_name, value: unknown) => (typeof value === 'bigint' ? String(value) : value)),
  );
