/** A record of the Kinesis stream, as far as Firehose looks at it. */
export interface SourceRecord {
  readonly shardId: string;
  readonly sequenceNumber: string;
  readonly partitionKey: string;
  readonly arrivalMs: number;
  readonly data: Uint8Array;
}

/** How Firehose names a Kinesis record: its sequence number and the subsequence number in six digits. */
export const recordIdOf = ({ sequenceNumber }: SourceRecord): string => `${sequenceNumber}000000`;
