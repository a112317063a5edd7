import type { GetPartitionsCommandInput, GetPartitionsCommandOutput } from '@aws-sdk/client-glue';
import { catalogName, type Catalog } from './catalog.js';
import { describePartition } from './describe.js';
import { page } from './paging.js';
import { segmentFilter } from './partition-segment.js';
import { readPartitionExpression } from './partition-expression/partition-expression.js';

const MOST_PER_PAGE = 1000;

/** https://docs.aws.amazon.com/glue/latest/webapi/API_GetPartitions.html */
export const getPartitions = async (
  input: GetPartitionsCommandInput,
  catalog: Catalog,
): Promise<Omit<GetPartitionsCommandOutput, '$metadata'>> => {
  const table = await catalog.table(input.DatabaseName, input.TableName);
  const isWanted = input.Expression
    ? readPartitionExpression(input.Expression, table.input.PartitionKeys ?? [])
    : (): boolean => true;
  const isInSegment = segmentFilter(input.Segment);
  const wanted = Object.values(table.partitions).filter(
    ({ input: { Values } }) => isInSegment(Values) && isWanted(Values),
  );
  const { items, next } = page(wanted, input, MOST_PER_PAGE);
  const [databaseName, tableName] = [catalogName(input.DatabaseName), catalogName(input.TableName)];
  return {
    Partitions: items
      .map((partition) => describePartition(partition, databaseName, tableName, catalog.context))
      .map((partition) => (input.ExcludeColumnSchema ? withoutColumns(partition) : partition)),
    ...next,
  };
};

const withoutColumns = <Described extends { StorageDescriptor?: object | undefined }>(
  partition: Described,
): Described =>
  partition.StorageDescriptor
    ? { ...partition, StorageDescriptor: { ...partition.StorageDescriptor, Columns: [] } }
    : partition;
