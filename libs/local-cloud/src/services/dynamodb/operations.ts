import { describeContinuousBackups } from './backups/describe-continuous-backups.js';
import { updateContinuousBackups } from './backups/update-continuous-backups.js';
import { createTable } from './create-table.js';
import { deleteTable } from './delete-table.js';
import { describeEndpoints } from './describe-endpoints.js';
import { describeLimits } from './describe-limits.js';
import { describeTable } from './describe-table.js';
import { describeExport } from './exports/describe-export.js';
import { exportTableToPointInTime } from './exports/export-table-to-point-in-time.js';
import { listExports } from './exports/list-exports.js';
import { conditionalWrite, itemOperation } from './item-operation.js';
import { listTables } from './list-tables.js';
import { describeTimeToLive } from './time-to-live/describe-time-to-live.js';
import { updateTimeToLive } from './time-to-live/update-time-to-live.js';
import { transactGetItems } from './transactions/transact-get-items.js';
import { transactWriteItems } from './transactions/transact-write-items.js';
import { updateTable } from './update-table.js';

/** Input and output are the JSON of the wire, so that nothing is converted on the way in or out. */
export const operations = {
  BatchGetItem: itemOperation('BatchGetItem'),
  BatchWriteItem: itemOperation('BatchWriteItem'),
  CreateTable: createTable,
  DeleteItem: conditionalWrite('DeleteItem'),
  DeleteTable: deleteTable,
  DescribeContinuousBackups: describeContinuousBackups,
  DescribeEndpoints: describeEndpoints,
  DescribeExport: describeExport,
  DescribeLimits: describeLimits,
  DescribeTable: describeTable,
  DescribeTimeToLive: describeTimeToLive,
  ExportTableToPointInTime: exportTableToPointInTime,
  GetItem: itemOperation('GetItem'),
  ListExports: listExports,
  ListTables: listTables,
  ListTagsOfResource: itemOperation('ListTagsOfResource'),
  PutItem: conditionalWrite('PutItem'),
  Query: itemOperation('Query'),
  Scan: itemOperation('Scan'),
  TagResource: itemOperation('TagResource'),
  TransactGetItems: transactGetItems,
  TransactWriteItems: transactWriteItems,
  UntagResource: itemOperation('UntagResource'),
  UpdateContinuousBackups: updateContinuousBackups,
  UpdateItem: conditionalWrite('UpdateItem'),
  UpdateTable: updateTable,
  UpdateTimeToLive: updateTimeToLive,
} as const;
