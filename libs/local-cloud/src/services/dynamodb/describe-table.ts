import type { WireObject } from './dynalite-engine.js';
import { requireTable, type DynamoDbState } from './dynamodb-state.js';
import type { TableDescription } from './table-description.js';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeTable.html */
export const describeTable = (input: WireObject, state: DynamoDbState): { Table: TableDescription } => ({
  Table: requireTable('DescribeTable', input, state).table.description,
});
