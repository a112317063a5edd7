import type { BatchGetPartitionCommandInput, BatchGetPartitionCommandOutput } from '@aws-sdk/client-glue';
import { catalogName, type Catalog } from './catalog.js';
import { describePartition } from './describe.js';
import { invalidInput } from './errors.js';

const MOST_PER_BATCH = 1000;

/** Partitions that are not there are left out. https://docs.aws.amazon.com/glue/latest/webapi/API_BatchGetPartition.html */
export const batchGetPartition = async (
  { DatabaseName, TableName, PartitionsToGet = [] }: BatchGetPartitionCommandInput,
  catalog: Catalog,
): Promise<Omit<BatchGetPartitionCommandOutput, '$metadata'>> => {
  if (PartitionsToGet.length > MOST_PER_BATCH)
    throw invalidInput(`PartitionsToGet must have at most ${MOST_PER_BATCH} members.`);
  const { partitions } = await catalog.table(DatabaseName, TableName);
  const [databaseName, tableName] = [catalogName(DatabaseName), catalogName(TableName)];
  return {
    Partitions: PartitionsToGet.flatMap(({ Values }) => {
      const partition = partitions[JSON.stringify(Values)];
      return partition ? [describePartition(partition, databaseName, tableName, catalog.context)] : [];
    }),
    UnprocessedKeys: [],
  };
};
