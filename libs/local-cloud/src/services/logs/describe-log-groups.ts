import type { DescribeLogGroupsRequest, DescribeLogGroupsResponse, LogGroup } from '@aws-sdk/client-cloudwatch-logs';
import { logGroupArn } from './log-arn.js';
import type { LogGroupRecord } from './log-groups.js';
import type { LogsState } from './logs-state.js';
import { checkLimit, invalidParameter, refuseMembers } from './logs-errors.js';
import { pageAfter } from './page-of-names.js';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogGroups.html */
export const describeLogGroups = async (
  input: DescribeLogGroupsRequest,
  state: LogsState,
): Promise<DescribeLogGroupsResponse> => {
  refuseMembers(input, ['accountIdentifiers', 'includeLinkedAccounts', 'logGroupIdentifiers']);
  const limit = checkLimit(input.limit, 50);
  const matching = state.groups.all().filter(selectionOf(input));
  const { items, next } = pageAfter(matching, ({ name }) => name, { nextToken: input.nextToken, limit });
  return { logGroups: await Promise.all(items.map((group) => describe(group, state))), ...next };
};

const selectionOf = ({
  logGroupNamePrefix: prefix = '',
  logGroupNamePattern: pattern = '',
  logGroupClass = 'STANDARD',
}: DescribeLogGroupsRequest): ((group: LogGroupRecord) => boolean) => {
  if (prefix && pattern)
    throw invalidParameter('LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.');
  return ({ name }) => logGroupClass === 'STANDARD' && name.startsWith(prefix) && name.includes(pattern);
};

const describe = async ({ name, createdAtMs, retentionDays }: LogGroupRecord, state: LogsState): Promise<LogGroup> => {
  const arn = logGroupArn(state.context, name);
  return {
    logGroupName: name,
    creationTime: createdAtMs,
    ...(retentionDays !== undefined && { retentionInDays: retentionDays }),
    metricFilterCount: 0,
    arn: `${arn}:*`,
    storedBytes: await state.files.storedBytes(name),
    logGroupClass: 'STANDARD',
    logGroupArn: arn,
  };
};
