/** What happened: insert, update, delete, or a copy of a present item (backfill). */
export type Op = 'c' | 'u' | 'd' | 'r';

/** One change of an entity. */
export interface Change<A> {
  readonly op: Op;
  readonly eventId: string;
  /** DynamoDB's, padded with zeros to 40 digits, so text order is the true order of one item's changes. */
  readonly sequenceNumber: string;
  /** Milliseconds since 1970; DynamoDB rounds down to whole seconds. */
  readonly committedAtMs: number;
  /** The new image; for a delete the last one. */
  readonly image: A;
  /** The previous image of an update, when there is one and it obeys the schema. */
  readonly before: A | undefined;
  /** JSON of the image's attributes that the schema does not know. */
  readonly unrecognised: string | undefined;
}

/** Digits of a padded sequence number; DynamoDB's own have 21 to 40. */
export const SEQUENCE_DIGITS = 40;

/**
 * The sequence number of a backfill row: the moment as of which the backfill tells of the table, in milliseconds since
 * 1970; that is its begin, or the time of the export that it reads. With its 13 digits it sorts every change from the stream, whose numbers have 21 digits at least, and after the rows of earlier backfills.
 */
export const backfillSequenceNumber = (asOfMs: number): string => {
  if (!Number.isSafeInteger(asOfMs) || asOfMs < 0)
    throw new Error(`A backfill is as of whole milliseconds since 1970, not of ${asOfMs}.`);
  return String(asOfMs).padStart(SEQUENCE_DIGITS, '0');
};
