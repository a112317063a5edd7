import { AwsError } from '@sales-cdc/aws-wire';
import { requireTable, type DynamoDbState } from '../dynamodb-state.js';
import type { Table } from '../tables.js';

/** Operations on backups and exports call a table that is not there by another error than all others do. */
export const requireBackedUpTable = (tableName: unknown, state: DynamoDbState): Table => {
  try {
    return requireTable('DescribeTable', { TableName: tableName }, state).table;
  } catch (error) {
    if (!(error instanceof AwsError) || error.code !== 'ResourceNotFoundException') throw error;
    throw new AwsError('TableNotFoundException', `Table not found: ${String(tableName)}`, 400, { cause: error });
  }
};
