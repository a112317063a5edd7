import { AwsError } from '@sales-cdc/aws-wire';
import type { WireObject } from './dynalite-engine.js';
import type { DynamoDbState } from './dynamodb-state.js';
import { requireTable } from './dynamodb-state.js';

/**
 * There is no point-in-time recovery, and this says so.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeContinuousBackups.html
 */
export const describeContinuousBackups = (input: WireObject, state: DynamoDbState): WireObject => {
  try {
    requireTable('DescribeTable', input, state);
  } catch (error) {
    if (!(error instanceof AwsError) || error.code !== 'ResourceNotFoundException') throw error;
    throw new AwsError('TableNotFoundException', `Table not found: ${String(input.TableName)}`, 400, { cause: error });
  }
  return {
    ContinuousBackupsDescription: {
      ContinuousBackupsStatus: 'ENABLED',
      PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: 'DISABLED' },
    },
  };
};
