/** A place in a shard that outlives iterators, as a checkpoint keeps it; null is before its oldest record. */
export interface ShardPosition {
  readonly sequenceNumber: string | null;
}
