import type { UpdatePartitionCommandInput } from '@aws-sdk/client-glue';
import { without, type Catalog } from './catalog.js';
import { addPartition } from './create-partition.js';
import { requirePartition } from './require-partition.js';

/** Also gives it other values, unless another partition has them. https://docs.aws.amazon.com/glue/latest/webapi/API_UpdatePartition.html */
export const updatePartition = async (
  { DatabaseName, TableName, PartitionValueList, PartitionInput }: UpdatePartitionCommandInput,
  catalog: Catalog,
): Promise<Record<string, never>> => {
  await catalog.changeTable(DatabaseName, TableName, (table) => {
    const { createdAtMs } = requirePartition(table, PartitionValueList);
    const name = JSON.stringify(PartitionValueList);
    const others = { ...table, partitions: without(table.partitions, name) };
    const changed = addPartition(others, { Values: PartitionValueList, ...PartitionInput }, createdAtMs);
    // A partition that keeps its values keeps its place in lists.
    return {
      ...table,
      partitions: changed.partitions[name] ? { ...table.partitions, ...changed.partitions } : changed.partitions,
    };
  });
  return {};
};
