import type { GetPartitionCommandInput, GetPartitionCommandOutput } from '@aws-sdk/client-glue';
import { catalogName, type Catalog } from './catalog.js';
import { describePartition } from './describe.js';
import { requirePartition } from './require-partition.js';

/** https://docs.aws.amazon.com/glue/latest/webapi/API_GetPartition.html */
export const getPartition = async (
  { DatabaseName, TableName, PartitionValues }: GetPartitionCommandInput,
  catalog: Catalog,
): Promise<Omit<GetPartitionCommandOutput, '$metadata'>> => {
  const partition = requirePartition(await catalog.table(DatabaseName, TableName), PartitionValues);
  return {
    Partition: describePartition(partition, catalogName(DatabaseName), catalogName(TableName), catalog.context),
  };
};
