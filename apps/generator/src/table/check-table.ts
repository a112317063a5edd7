import { DescribeTableCommand, type DynamoDBClient, type TableDescription } from '@aws-sdk/client-dynamodb';
import { UserError } from '@sales-cdc/deployment';

/** Being busy, or not letting one look, says nothing about whether one may write. */
const NO_VERDICT: ReadonlySet<string> = new Set([
  'AccessDeniedException',
  'InternalServerError',
  'RequestLimitExceeded',
  'ThrottlingException',
]);

/** Asks for the table once, so that a wrong name, address or credential is said before anything is written. Throws what DynamoDB says, or a UserError for a table that cannot hold sales. */
export const checkTable = async (client: Pick<DynamoDBClient, 'send'>, table: string): Promise<void> => {
  try {
    const { Table } = await client.send(new DescribeTableCommand({ TableName: table }));
    if (Table !== undefined) checkDescription(table, Table);
  } catch (error) {
    if (!(error instanceof Error && NO_VERDICT.has(error.name))) throw error;
  }
};

const checkDescription = (table: string, { KeySchema, TableStatus }: TableDescription): void => {
  const keys = (KeySchema ?? []).map(({ AttributeName }) => AttributeName).join(', ');
  if (keys !== 'sale_id')
    throw new UserError(`The table ${table} has the key ${keys}, not sale_id: name the table of sales with --table.`);
  if (TableStatus === 'CREATING' || TableStatus === 'DELETING') {
    throw new UserError(`The table ${table} is ${TableStatus}: wait until it is ACTIVE and try again.`);
  }
};
