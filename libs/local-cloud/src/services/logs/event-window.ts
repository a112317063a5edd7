/** The most bytes of a page of events, and what each event counts beside its message. */
export const MAX_PAGE_BYTES = 1024 * 1024;
const EVENT_OVERHEAD_BYTES = 26;

/** What an event counts: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html */
export const sizeOfEvent = ({ message }: { readonly message: string }): number =>
  Buffer.byteLength(message) + EVENT_OVERHEAD_BYTES;

interface TimeWindow {
  /** Milliseconds since the epoch, inclusive. */
  readonly startTime?: number | undefined;
  /** Exclusive. */
  readonly endTime?: number | undefined;
}

export const isWithin =
  ({ startTime = -Infinity, endTime = Infinity }: TimeWindow) =>
  ({ timestamp }: { readonly timestamp: number }): boolean =>
    timestamp >= startTime && timestamp < endTime;

/** As many events from the start as fit into one page; the first always does. */
export const takePage = <Event extends { readonly message: string }>(
  events: readonly Event[],
  limit: number,
): readonly Event[] => {
  let sizeBytes = 0;
  const end = events.findIndex((event, index) => {
    sizeBytes += sizeOfEvent(event);
    return index >= limit || (index > 0 && sizeBytes > MAX_PAGE_BYTES);
  });
  return end === -1 ? events : events.slice(0, end);
};
