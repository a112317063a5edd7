import type { Access } from '../../core/authorization/authorization.js';
import { arnOf, type CloudContext } from '../../core/cloud-context.js';
import { listOf, membersOf, textOf, type Members, type SignedCallTable } from './signed-call.js';

/** The table by its name or its ARN. */
const tableArn = (context: CloudContext, table: unknown): string => {
  const name = textOf(table);
  return name.startsWith('arn:') ? name : arnOf(context, 'dynamodb', `table/${name}`);
};

const onTable =
  (action: string): SignedCallTable[string] =>
  ({ TableName }, context) => [{ action, resource: tableArn(context, TableName) }];

/** An index is a resource of its own. */
const onTableOrIndex =
  (action: string): SignedCallTable[string] =>
  ({ TableName, IndexName }, context) => {
    const table = tableArn(context, TableName);
    return [{ action, resource: IndexName === undefined ? table : `${table}/index/${textOf(IndexName)}` }];
  };

const onEachTable =
  (action: string): SignedCallTable[string] =>
  ({ RequestItems }, context) =>
    Object.keys(membersOf(RequestItems)).map((table) => ({ action, resource: tableArn(context, table) }));

/** Each of a transaction needs what it would need alone. */
const TRANSACTED: Readonly<Record<string, string>> = {
  Get: 'dynamodb:GetItem',
  Put: 'dynamodb:PutItem',
  Update: 'dynamodb:UpdateItem',
  Delete: 'dynamodb:DeleteItem',
  ConditionCheck: 'dynamodb:ConditionCheckItem',
};

const onEachItem = ({ TransactItems }: Members, context: CloudContext): readonly Access[] =>
  listOf(TransactItems).flatMap((item) =>
    Object.entries(item).flatMap(([kind, request]) => {
      const action = Object.hasOwn(TRANSACTED, kind) ? TRANSACTED[kind] : undefined;
      return action === undefined ? [] : [{ action, resource: tableArn(context, membersOf(request)['TableName']) }];
    }),
  );

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html */
export const DYNAMODB_CALLS: SignedCallTable = {
  BatchGetItem: onEachTable('dynamodb:BatchGetItem'),
  BatchWriteItem: onEachTable('dynamodb:BatchWriteItem'),
  DeleteItem: onTable('dynamodb:DeleteItem'),
  DescribeTable: onTable('dynamodb:DescribeTable'),
  GetItem: onTable('dynamodb:GetItem'),
  PutItem: onTable('dynamodb:PutItem'),
  Query: onTableOrIndex('dynamodb:Query'),
  Scan: onTableOrIndex('dynamodb:Scan'),
  TransactGetItems: onEachItem,
  TransactWriteItems: onEachItem,
  UpdateItem: onTable('dynamodb:UpdateItem'),
};
