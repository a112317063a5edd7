import type { DeleteRetentionPolicyRequest, PutRetentionPolicyRequest } from '@aws-sdk/client-cloudwatch-logs';
import type { LogsState } from './logs-state.js';
import { invalidParameter } from './logs-errors.js';

const POSSIBLE_DAYS: readonly number[] = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
export const putRetentionPolicy = async (
  { logGroupName = '', retentionInDays = 0 }: PutRetentionPolicyRequest,
  { groups }: LogsState,
): Promise<void> => {
  groups.require(logGroupName);
  if (!POSSIBLE_DAYS.includes(retentionInDays))
    throw invalidParameter(
      `1 validation error detected: Value '${retentionInDays}' at 'retentionInDays' failed to satisfy constraint: Member must satisfy enum value set: [${POSSIBLE_DAYS.join(', ')}]`,
    );
  await groups.setRetention(logGroupName, retentionInDays);
};

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteRetentionPolicy.html */
export const deleteRetentionPolicy = async (
  { logGroupName = '' }: DeleteRetentionPolicyRequest,
  { groups }: LogsState,
): Promise<void> => {
  await groups.setRetention(logGroupName, undefined);
};
