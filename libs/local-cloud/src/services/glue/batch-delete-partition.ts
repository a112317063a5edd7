import { AwsError } from '@sales-cdc/aws-wire';
import type {
  BatchDeletePartitionCommandInput,
  BatchDeletePartitionCommandOutput,
  PartitionError,
} from '@aws-sdk/client-glue';
import type { Catalog } from './catalog.js';
import { withoutPartition } from './delete-partition.js';
import { invalidInput } from './errors.js';

const MOST_PER_BATCH = 25;

/** Each partition by itself: what is not there is reported. https://docs.aws.amazon.com/glue/latest/webapi/API_BatchDeletePartition.html */
export const batchDeletePartition = async (
  { DatabaseName, TableName, PartitionsToDelete = [] }: BatchDeletePartitionCommandInput,
  catalog: Catalog,
): Promise<Omit<BatchDeletePartitionCommandOutput, '$metadata'>> => {
  if (PartitionsToDelete.length > MOST_PER_BATCH)
    throw invalidInput(`PartitionsToDelete must have at most ${MOST_PER_BATCH} members.`);
  const errors: PartitionError[] = [];
  await catalog.changeTable(DatabaseName, TableName, (table) =>
    PartitionsToDelete.reduce((changed, { Values }) => {
      try {
        return withoutPartition(changed, Values);
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        errors.push({
          PartitionValues: Values,
          ErrorDetail: { ErrorCode: error.code, ErrorMessage: error.message },
        });
        return changed;
      }
    }, table),
  );
  return { Errors: errors };
};
