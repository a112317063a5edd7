import type { StreamRecord } from '../ports.js';
import type { PartitionKey } from './partition-key.js';

/** A stream record that matched the filter, as it goes to the target. */
export interface PipeEvent {
  readonly sequenceNumber: string;
  /** When the change was made, in milliseconds since the epoch; AWS gives whole seconds. */
  readonly createdAtMs: number;
  /** UTF-8 JSON text of the event, without a newline. Written once, however often it is sent. */
  readonly data: Uint8Array;
  readonly partitionKey: string | undefined;
}

/** The event that patterns and paths see: the record with the ARN of its stream. */
export const eventOf = (
  record: StreamRecord,
  streamArn: string,
): StreamRecord & { readonly eventSourceARN: string } => ({ ...record, eventSourceARN: streamArn });

export const pipeEvent = (event: StreamRecord, partitionKey: PartitionKey): PipeEvent => ({
  sequenceNumber: event.dynamodb.SequenceNumber,
  createdAtMs: event.dynamodb.ApproximateCreationDateTime * 1000,
  data: Buffer.from(JSON.stringify(event)),
  partitionKey: partitionKey(event),
});
