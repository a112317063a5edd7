import type { InputLogEvent, PutLogEventsRequest, PutLogEventsResponse } from '@aws-sdk/client-cloudwatch-logs';
import { sizeOfEvent } from './event-window.js';
import type { LogEvent } from './logs-api.js';
import type { LogsState } from './logs-state.js';
import { invalidParameter, refuseMembers } from './logs-errors.js';
import { requireStream } from './requested-group.js';

const MAX_EVENTS = 10_000;
const MAX_BATCH_BYTES = 1_048_576;
const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;
const MAX_AGE_MS = 14 * DAY_MS;
const MAX_FUTURE_MS = 2 * HOUR_MS;

/**
 * Sequence tokens are taken and mean nothing, as on AWS since 2023. Differs: none is given back.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html
 */
export const putLogEvents = async (input: PutLogEventsRequest, state: LogsState): Promise<PutLogEventsResponse> => {
  refuseMembers(input, ['entity']);
  const { logGroupName = '', logStreamName = '' } = input;
  const group = state.groups.require(logGroupName);
  await requireStream(group, logStreamName, state);
  const events = (input.logEvents ?? []).map(eventOf);
  checkBatch(events);

  const nowMs = state.context.clock.now();
  const before = (timeMs: number): number => events.filter(({ timestamp }) => timestamp < timeMs).length;
  const expired = before(nowMs - state.groups.retentionMs(group.name));
  const tooOld = before(nowMs - MAX_AGE_MS);
  const tooNew = before(nowMs + MAX_FUTURE_MS);
  const accepted = events.slice(Math.max(expired, tooOld), tooNew);
  await state.append({ logGroupName, logStreamName, events: accepted });
  if (accepted.length === events.length) return {};
  return {
    rejectedLogEventsInfo: {
      ...(tooNew < events.length && { tooNewLogEventStartIndex: tooNew }),
      ...(tooOld > 0 && { tooOldLogEventEndIndex: tooOld }),
      ...(expired > 0 && { expiredLogEventEndIndex: expired }),
    },
  };
};

const eventOf = ({ timestamp = 0, message = '' }: InputLogEvent): LogEvent => ({ timestamp, message });

const checkBatch = (events: readonly LogEvent[]): void => {
  if (events.length === 0 || events.length > MAX_EVENTS)
    throw invalidParameter(
      `1 validation error detected: Value at 'logEvents' failed to satisfy constraint: Member must have length between 1 and ${MAX_EVENTS}`,
    );
  const sizeBytes = events.reduce((sum, event) => sum + sizeOfEvent(event), 0);
  if (sizeBytes > MAX_BATCH_BYTES)
    throw invalidParameter(`Upload too large: ${sizeBytes} bytes exceeds limit of ${MAX_BATCH_BYTES}`);
  if (events.some(({ message }) => message === '')) throw invalidParameter('Log event message must not be empty.');
  const times = events.map(({ timestamp }) => timestamp);
  if (times.some((time, index) => time < (times[index - 1] ?? 0)))
    throw invalidParameter('Log events in a single PutLogEvents request must be in chronological order.');
  if ((times.at(-1) ?? 0) - (times[0] ?? 0) > DAY_MS)
    throw invalidParameter('The batch of log events in a single PutLogEvents request cannot span more than 24 hours.');
};
