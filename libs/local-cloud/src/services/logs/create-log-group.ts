import type { CreateLogGroupRequest } from '@aws-sdk/client-cloudwatch-logs';
import type { LogsState } from './logs-state.js';
import { invalidParameter, refuseMembers } from './logs-errors.js';

const NAME = /^[.\-_/#A-Za-z0-9]{1,512}$/;

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html */
export const createLogGroup = async (input: CreateLogGroupRequest, { groups }: LogsState): Promise<void> => {
  const { logGroupName: name = '', logGroupClass = 'STANDARD' } = input;
  refuseMembers(input, ['kmsKeyId', 'tags', 'deletionProtectionEnabled']);
  if (logGroupClass !== 'STANDARD')
    throw invalidParameter(`The local cloud does not support the log group class ${logGroupClass}.`);
  if (!NAME.test(name))
    throw invalidParameter(
      `1 validation error detected: Value '${name}' at 'logGroupName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_/#A-Za-z0-9]+`,
    );
  await groups.create(name);
};
