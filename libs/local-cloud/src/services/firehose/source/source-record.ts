import type { Failure } from '../processing/outcome.js';

/** A record of the source, or one of those that an aggregated record of the source was taken apart into. */
export interface SourceRecord {
  readonly shardId: string;
  readonly sequenceNumber: string;
  /** 0 for the first or only one of its sequence number, 1 for the next, … */
  readonly subSequenceNumber: number;
  /** Empty for a record that was put into the delivery stream itself. */
  readonly partitionKey: string;
  readonly arrivalMs: number;
  readonly data: Uint8Array;
  /** Set when the record could not be taken apart: it goes to the error output as it is. */
  readonly failure?: Failure;
}

/** How Firehose names a record: its sequence number and the subsequence number in six digits. */
export const recordIdOf = ({
  sequenceNumber,
  subSequenceNumber,
}: Pick<SourceRecord, 'sequenceNumber' | 'subSequenceNumber'>): string =>
  `${sequenceNumber}${String(subSequenceNumber).padStart(6, '0')}`;
