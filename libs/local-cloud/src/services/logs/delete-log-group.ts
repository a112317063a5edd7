import type { DeleteLogGroupRequest } from '@aws-sdk/client-cloudwatch-logs';
import type { LogsState } from './logs-state.js';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteLogGroup.html */
export const deleteLogGroup = async (
  { logGroupName = '' }: DeleteLogGroupRequest,
  { groups, files }: LogsState,
): Promise<void> => {
  const { name } = groups.require(logGroupName);
  await files.deleteGroup(name);
  await groups.delete(name);
};
