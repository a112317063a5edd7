import type { CreateLogStreamRequest } from '@aws-sdk/client-cloudwatch-logs';
import { logStreamFile } from './log-path.js';
import type { LogsState } from './logs-state.js';
import { alreadyExists, invalidParameter } from './logs-errors.js';

const NAME = /^[^:*]{1,512}$/;
/** What a file's name may have on every system, less the ending of a file that was turned over. */
const MAX_FILE_NAME_BYTES = 250;

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogStream.html */
export const createLogStream = async (
  { logGroupName = '', logStreamName = '' }: CreateLogStreamRequest,
  { groups, files }: LogsState,
): Promise<void> => {
  if (!NAME.test(logStreamName))
    throw invalidParameter(
      `1 validation error detected: Value '${logStreamName}' at 'logStreamName' failed to satisfy constraint: Member must satisfy regular expression pattern: [^:*]*`,
    );
  // Differs: AWS takes names of 512 characters whatever they are.
  if (logStreamFile(logStreamName).length > MAX_FILE_NAME_BYTES)
    throw invalidParameter(`The local cloud does not support a logStreamName as long as '${logStreamName}'.`);
  const { name } = groups.require(logGroupName);
  if ((await files.streamNames(name)).includes(logStreamName)) throw alreadyExists('stream');
  await files.createStream(name, logStreamName);
};
