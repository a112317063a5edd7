import type { DescribeLogStreamsRequest, DescribeLogStreamsResponse, LogStream } from '@aws-sdk/client-cloudwatch-logs';
import { logStreamArn } from './log-arn.js';
import type { LogGroupRecord } from './log-groups.js';
import type { LogsState } from './logs-state.js';
import { checkLimit, invalidParameter } from './logs-errors.js';
import { pageAfter } from './page-of-names.js';
import { requestedGroup } from './requested-group.js';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogStreams.html */
export const describeLogStreams = async (
  input: DescribeLogStreamsRequest,
  state: LogsState,
): Promise<DescribeLogStreamsResponse> => {
  const { orderBy = 'LogStreamName', logStreamNamePrefix: prefix, descending = false, nextToken } = input;
  if (orderBy === 'LastEventTime' && prefix !== undefined)
    throw invalidParameter('Cannot order by LastEventTime with a logStreamNamePrefix.');
  const limit = checkLimit(input.limit, 50);
  const group = requestedGroup(input, state);

  const names = (await state.files.streamNames(group.name)).filter((name) => name.startsWith(prefix ?? ''));
  const streams = await Promise.all(names.map((name) => describe(group, name, state)));
  if (orderBy === 'LastEventTime') streams.sort((a, b) => (a.lastEventTimestamp ?? 0) - (b.lastEventTimestamp ?? 0));
  if (descending) streams.reverse();
  const { items, next } = pageAfter(streams, ({ logStreamName = '' }) => logStreamName, { nextToken, limit });
  return { logStreams: [...items], ...next };
};

/**
 * Differs: the time of creation is that of the oldest event that is still there, or of the group while there is none, and
 * an event's time of ingestion is its own. `storedBytes` is 0 as on AWS.
 */
const describe = async (group: LogGroupRecord, name: string, { context, files }: LogsState): Promise<LogStream> => {
  const events = await files.read(group.name, name);
  const first = events[0]?.timestamp;
  const last = events.at(-1)?.timestamp;
  return {
    logStreamName: name,
    creationTime: first ?? group.createdAtMs,
    ...(first !== undefined && { firstEventTimestamp: first }),
    ...(last !== undefined && { lastEventTimestamp: last, lastIngestionTime: last }),
    arn: logStreamArn(context, group.name, name),
    storedBytes: 0,
  };
};
