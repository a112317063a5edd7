import { AwsError } from '@sales-cdc/aws-wire';
import type {
  BatchCreatePartitionCommandInput,
  BatchCreatePartitionCommandOutput,
  PartitionError,
} from '@aws-sdk/client-glue';
import type { Catalog } from './catalog.js';
import { addPartition } from './create-partition.js';

/** Each partition by itself: what cannot be created is reported. https://docs.aws.amazon.com/glue/latest/webapi/API_BatchCreatePartition.html */
export const batchCreatePartition = async (
  input: BatchCreatePartitionCommandInput,
  catalog: Catalog,
): Promise<Omit<BatchCreatePartitionCommandOutput, '$metadata'>> => {
  const createdAtMs = catalog.context.clock.now();
  const errors: PartitionError[] = [];
  await catalog.changeTable(input.DatabaseName, input.TableName, (table) =>
    (input.PartitionInputList ?? []).reduce((changed, partition) => {
      try {
        return addPartition(changed, partition, createdAtMs);
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        errors.push({
          PartitionValues: partition.Values,
          ErrorDetail: { ErrorCode: error.code, ErrorMessage: error.message },
        });
        return changed;
      }
    }, table),
  );
  return { Errors: errors };
};
