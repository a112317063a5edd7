import type { TestMetricFilterRequest } from '@aws-sdk/client-cloudwatch-logs';
import type { Api } from '../../core/operation.js';
import { createLogGroup } from './create-log-group.js';
import { createLogStream } from './create-log-stream.js';
import { deleteLogGroup } from './delete-log-group.js';
import { deleteLogStream } from './delete-log-stream.js';
import { describeLogGroups } from './describe-log-groups.js';
import { describeLogStreams } from './describe-log-streams.js';
import { filterLogEvents } from './filter-log-events.js';
import { getLogEvents } from './get-log-events.js';
import { invalidParameter } from './logs-errors.js';
import { putLogEvents } from './put-log-events.js';
import { deleteRetentionPolicy, putRetentionPolicy } from './put-retention-policy.js';

export const operations = {
  CreateLogGroup: createLogGroup,
  CreateLogStream: createLogStream,
  DeleteLogGroup: deleteLogGroup,
  DeleteLogStream: deleteLogStream,
  DeleteRetentionPolicy: deleteRetentionPolicy,
  DescribeLogGroups: describeLogGroups,
  DescribeLogStreams: describeLogStreams,
  FilterLogEvents: filterLogEvents,
  GetLogEvents: getLogEvents,
  PutLogEvents: putLogEvents,
  PutRetentionPolicy: putRetentionPolicy,
  TestMetricFilter: (_input: TestMetricFilterRequest): never => {
    throw invalidParameter('The local cloud has no metric filters: TestMetricFilter is not supported.');
  },
};

/** The operations of CloudWatch Logs. */
export type LogsOperations = Api<typeof operations>;
