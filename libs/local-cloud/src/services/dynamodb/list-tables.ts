import type { WireObject } from './dynalite-engine.js';
import type { DynamoDbState } from './dynamodb-state.js';

const PAGE = 100;

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListTables.html */
export const listTables = (
  input: WireObject,
  { engine }: DynamoDbState,
): { TableNames: readonly string[]; LastEvaluatedTableName?: string } => {
  const { ExclusiveStartTableName: start = '', Limit: limit = PAGE } = engine.check('ListTables', input) as {
    ExclusiveStartTableName?: string;
    Limit?: number;
  };
  const names = engine.tables
    .all()
    .map(({ description }) => description.TableName)
    .filter((name) => name > start)
    .sort();
  const page = names.slice(0, limit);
  const last = page.at(-1);
  return { TableNames: page, ...(last !== undefined && names.length > limit && { LastEvaluatedTableName: last }) };
};
