import type { DeleteLogStreamRequest } from '@aws-sdk/client-cloudwatch-logs';
import type { LogsState } from './logs-state.js';
import { requireStream } from './requested-group.js';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteLogStream.html */
export const deleteLogStream = async (
  { logGroupName = '', logStreamName = '' }: DeleteLogStreamRequest,
  state: LogsState,
): Promise<void> => {
  const group = state.groups.require(logGroupName);
  await requireStream(group, logStreamName, state);
  await state.files.deleteStream(group.name, logStreamName);
};
