import { createTable } from './create-table.js';
import { deleteTable } from './delete-table.js';
import { describeTable } from './describe-table.js';
import { conditionalWrite, itemOperation } from './item-operation.js';
import { listTables } from './list-tables.js';
import { updateTable } from './update-table.js';

/** Input and output are the JSON of the wire, so that nothing is converted on the way in or out. */
export const operations = {
  BatchGetItem: itemOperation('BatchGetItem'),
  BatchWriteItem: itemOperation('BatchWriteItem'),
  CreateTable: createTable,
  DeleteItem: conditionalWrite('DeleteItem'),
  DeleteTable: deleteTable,
  DescribeTable: describeTable,
  DescribeTimeToLive: itemOperation('DescribeTimeToLive'),
  GetItem: itemOperation('GetItem'),
  ListTables: listTables,
  ListTagsOfResource: itemOperation('ListTagsOfResource'),
  PutItem: conditionalWrite('PutItem'),
  Query: itemOperation('Query'),
  Scan: itemOperation('Scan'),
  TagResource: itemOperation('TagResource'),
  UntagResource: itemOperation('UntagResource'),
  UpdateItem: conditionalWrite('UpdateItem'),
  UpdateTable: updateTable,
} as const;
