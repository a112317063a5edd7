import type { GetPartitionsCommandInput, GetPartitionsCommandOutput } from '@aws-sdk/client-glue';
import { catalogName, type Catalog } from './catalog.js';
import { describePartition } from './describe.js';
import { invalidInput } from './errors.js';
import { page } from './paging.js';

const MOST_PER_PAGE = 1000;

/**
 * https://docs.aws.amazon.com/glue/latest/webapi/API_GetPartitions.html
 *
 * Differs: an Expression is refused.
 */
export const getPartitions = async (
  input: GetPartitionsCommandInput,
  catalog: Catalog,
): Promise<Omit<GetPartitionsCommandOutput, '$metadata'>> => {
  if (input.Expression) throw invalidInput('The local cloud does not evaluate a partition Expression; leave it out.');
  const table = await catalog.table(input.DatabaseName, input.TableName);
  const { items, next } = page(Object.values(table.partitions), input, MOST_PER_PAGE);
  const [databaseName, tableName] = [catalogName(input.DatabaseName), catalogName(input.TableName)];
  return {
    Partitions: items.map((partition) => describePartition(partition, databaseName, tableName, catalog.context)),
    ...next,
  };
};
