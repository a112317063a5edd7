/** A record of a stream that matched the filter, as it goes to the target. */
export interface StreamEvent {
  readonly sequenceNumber: string;
  /** When the change was made or the record arrived, in milliseconds since the epoch. */
  readonly createdAtMs: number;
  /** UTF-8 JSON text of the event, without a newline. Written once, however often it is sent. */
  readonly data: Uint8Array;
  /** Events of one key stay in order, however many batches of a shard are under way. */
  readonly partitionKey: string | undefined;
  /** By which events stay in order, where that is not the partition key. */
  readonly orderKey?: string;
  /** Why there is nothing of it that could be sent, in one sentence; the target does not take it. */
  readonly fault?: string;
}
