import type { GetLogEventsRequest, GetLogEventsResponse } from '@aws-sdk/client-cloudwatch-logs';
import { isWithin, takePage } from './event-window.js';
import type { LogsState } from './logs-state.js';
import { checkLimit, invalidParameter } from './logs-errors.js';
import { requestedGroup, requireStream } from './requested-group.js';
import { comparePositions, type Position, type StoredEvent } from './stored-event.js';

type Direction = 'f' | 'b';

const TOKEN = /^([fb])\/(\d{20})(\d{36})\/s$/;

/** Where a reader stands, and whether it goes forward or backward from there. */
const tokenOf = (direction: Direction, { timestamp, ordinal }: Position): string =>
  `${direction}/${String(timestamp).padStart(20, '0')}${String(ordinal).padStart(36, '0')}/s`;

const readToken = (token: string): { readonly direction: Direction; readonly position: Position } => {
  const [, direction, timestamp, ordinal] = TOKEN.exec(token) ?? [];
  if (direction === undefined) throw invalidParameter('The specified nextToken is invalid.');
  return {
    direction: direction === 'f' ? 'f' : 'b',
    position: { timestamp: Number(timestamp), ordinal: Number(ordinal) },
  };
};

const EARLIEST: Position = { timestamp: 0, ordinal: 0 };
const LATEST: Position = { timestamp: Number.MAX_SAFE_INTEGER, ordinal: 0 };

/**
 * A reader that is at the end gets its own token again, as on AWS.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html
 */
export const getLogEvents = async (input: GetLogEventsRequest, state: LogsState): Promise<GetLogEventsResponse> => {
  const { logStreamName = '', startFromHead = false, nextToken } = input;
  const limit = checkLimit(input.limit, 10_000);
  const group = requestedGroup(input, state);
  await requireStream(group, logStreamName, state);

  const events = (await state.files.read(group.name, logStreamName)).filter(isWithin(input));
  const from =
    nextToken === undefined ? { direction: startFromHead ? 'f' : 'b', position: undefined } : readToken(nextToken);
  const page =
    from.direction === 'f'
      ? takePage(
          events.filter((event) => comparePositions(event, from.position ?? EARLIEST) >= 0),
          limit,
        )
      : takePage(events.filter((event) => comparePositions(event, from.position ?? LATEST) < 0).reverse(), limit)
          .slice()
          .reverse();
  return { events: page.map(describe), ...tokensAround(page, from.position ?? EARLIEST) };
};

/** Differs: the time of ingestion is the event's own. */
const describe = ({ timestamp, message }: StoredEvent) => ({ timestamp, message, ingestionTime: timestamp });

const tokensAround = (
  page: readonly StoredEvent[],
  otherwise: Position,
): { readonly nextForwardToken: string; readonly nextBackwardToken: string } => {
  const first = page[0] ?? otherwise;
  const last = page.at(-1);
  const end = last ? { timestamp: last.timestamp, ordinal: last.ordinal + 1 } : otherwise;
  return { nextForwardToken: tokenOf('f', end), nextBackwardToken: tokenOf('b', first) };
};
