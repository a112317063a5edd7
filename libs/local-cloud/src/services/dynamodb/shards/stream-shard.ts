/** A run of the changes of one lane, in their order. */
export interface StreamShard {
  /** `shardId-00000001764000000000-00000001`: the time it was opened and the number of its lane. */
  readonly id: string;
  /** The shard that its lane had before; read it first. */
  readonly parentId?: string;
  readonly lane: number;
  /** Milliseconds since the epoch. */
  readonly openedAtMs: number;
  /** Its changes come after this position. */
  readonly after: number;
  /** The position of its last change; undefined while it is open. */
  readonly through?: number;
}

/** Where a shard begins, as it lies on disk. It ends where the next one begins. */
export type ShardStart = Pick<StreamShard, 'openedAtMs' | 'after' | 'parentId'>;

export const shardIdOf = (lane: number, { openedAtMs }: ShardStart): string =>
  `shardId-${String(openedAtMs).padStart(20, '0')}-${String(lane + 1).padStart(8, '0')}`;
