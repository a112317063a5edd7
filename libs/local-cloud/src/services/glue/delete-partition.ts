import type { DeletePartitionCommandInput } from '@aws-sdk/client-glue';
import { without, type Catalog, type TableRecord } from './catalog.js';
import { requirePartition } from './require-partition.js';

/** The data stays where it is. https://docs.aws.amazon.com/glue/latest/webapi/API_DeletePartition.html */
export const deletePartition = async (
  { DatabaseName, TableName, PartitionValues }: DeletePartitionCommandInput,
  catalog: Catalog,
): Promise<Record<string, never>> => {
  await catalog.changeTable(DatabaseName, TableName, (table) => withoutPartition(table, PartitionValues));
  return {};
};

/** Throws `EntityNotFoundException`. */
export const withoutPartition = (table: TableRecord, values: readonly string[] | undefined): TableRecord => {
  requirePartition(table, values);
  return { ...table, partitions: without(table.partitions, JSON.stringify(values)) };
};
