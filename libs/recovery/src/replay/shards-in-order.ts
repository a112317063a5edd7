/** A shard as ListShards gives it. */
export interface ShardInfo {
  readonly ShardId?: string | undefined;
  readonly ParentShardId?: string | undefined;
  readonly AdjacentParentShardId?: string | undefined;
}

/** The shards' ids, each after its parents; parents that the stream no longer has do not count. */
export const shardsInOrder = (shards: readonly ShardInfo[]): readonly string[] => {
  const byId = new Map(shards.map((shard) => [shard.ShardId, shard]));
  const ordered = new Set<string>();
  const visit = (id: string | undefined): void => {
    const shard = byId.get(id);
    if (id === undefined || !shard || ordered.has(id)) return;
    visit(shard.ParentShardId);
    visit(shard.AdjacentParentShardId);
    ordered.add(id);
  };
  for (const { ShardId } of shards) visit(ShardId);
  return [...ordered];
};
