import { createHash } from 'node:crypto';
import type {
  FilteredLogEvent,
  FilterLogEventsRequest,
  FilterLogEventsResponse,
} from '@aws-sdk/client-cloudwatch-logs';
import { isWithin, takePage } from './event-window.js';
import { parseFilterPattern } from './filter-pattern/filter-pattern.js';
import type { LogGroupRecord } from './log-groups.js';
import type { LogsState } from './logs-state.js';
import { checkLimit, invalidParameter, streamNotFound } from './logs-errors.js';
import { requestedGroup } from './requested-group.js';
import type { StoredEvent } from './stored-event.js';

interface FoundEvent {
  /** Events of all streams in the order of their ids are in the order of time. */
  readonly eventId: string;
  readonly logStreamName: string;
  readonly timestamp: number;
  readonly message: string;
}

const EVENT_ID = /^\d{56}$/;

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html */
export const filterLogEvents = async (
  input: FilterLogEventsRequest,
  state: LogsState,
): Promise<FilterLogEventsResponse> => {
  if (input.startFromHead === false) throw invalidParameter('The local cloud does not support startFromHead=false.');
  const limit = checkLimit(input.limit, 10_000);
  const group = requestedGroup(input, state);
  const selected = selectionOf(input);

  let found: FoundEvent[] = [];
  for (const logStreamName of await searchedStreams(group, input, state)) {
    const events = (await state.files.read(group.name, logStreamName)).filter(isWithin(input));
    found.push(...events.map((event) => located(logStreamName, event)).filter(selected));
    // One more than a page is all that is ever needed, however many streams there are.
    found = found.sort((a, b) => (a.eventId < b.eventId ? -1 : 1)).slice(0, limit + 1);
  }
  const page = takePage(found, limit);
  const last = page.at(-1);
  return {
    events: page.map(describe),
    // AWS has given an empty list here since 2019, and ignored `interleaved`.
    searchedLogStreams: [],
    ...(last && page.length < found.length && { nextToken: last.eventId }),
  };
};

const selectionOf = (input: FilterLogEventsRequest): ((event: FoundEvent) => boolean) => {
  const { nextToken = '' } = input;
  if (nextToken !== '' && !EVENT_ID.test(nextToken)) throw invalidParameter('The specified nextToken is invalid.');
  const matches = parseFilterPattern(input.filterPattern ?? '');
  return ({ eventId, message }) => eventId > nextToken && matches(message);
};

const searchedStreams = async (
  group: LogGroupRecord,
  { logStreamNames, logStreamNamePrefix: prefix }: FilterLogEventsRequest,
  { files }: LogsState,
): Promise<readonly string[]> => {
  if (logStreamNames && prefix !== undefined)
    throw invalidParameter('Only one of logStreamNames and logStreamNamePrefix can be specified.');
  const all = await files.streamNames(group.name);
  if (logStreamNames?.some((name) => !all.includes(name))) throw streamNotFound();
  return logStreamNames ?? all.filter((name) => name.startsWith(prefix ?? ''));
};

const located = (logStreamName: string, { timestamp, ordinal, message }: StoredEvent): FoundEvent => ({
  eventId: `${String(timestamp).padStart(20, '0')}${numberOf(logStreamName)}${String(ordinal).padStart(16, '0')}`,
  logStreamName,
  timestamp,
  message,
});

/** Twenty digits that tell the streams of a group apart. */
const numberOf = (logStreamName: string): string =>
  createHash('sha256').update(logStreamName).digest().readBigUInt64BE().toString().padStart(20, '0');

/** Differs: the time of ingestion is the event's own. */
const describe = ({ eventId, logStreamName, timestamp, message }: FoundEvent): FilteredLogEvent => ({
  logStreamName,
  timestamp,
  message,
  ingestionTime: timestamp,
  eventId,
});
