/** What has passed through a consumer of a stream since the process started, in records. */
export interface DeliveryCounts {
  read: number;
  /** Did not match the filter. */
  filtered: number;
  delivered: number;
  deadLettered: number;
  /** Given up without a dead-letter queue. */
  discarded: number;
  /** Sent again after a failure; a record counts once for each time. */
  retried: number;
}

export const noCounts = (): DeliveryCounts => ({
  read: 0,
  filtered: 0,
  delivered: 0,
  deadLettered: 0,
  discarded: 0,
  retried: 0,
});
