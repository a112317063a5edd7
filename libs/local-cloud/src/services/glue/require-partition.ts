import type { PartitionRecord, TableRecord } from './catalog.js';
import { entityNotFound } from './errors.js';

/** The partition with these values. Throws `EntityNotFoundException`. */
export const requirePartition = (table: TableRecord, values: readonly string[] | undefined): PartitionRecord => {
  const partition = table.partitions[JSON.stringify(values ?? [])];
  if (!partition) throw entityNotFound('Cannot find partition.');
  return partition;
};
