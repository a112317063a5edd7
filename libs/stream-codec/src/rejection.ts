/** Why a record is no change of the entity; the words are stable, metrics and reports count by them. */
export const REJECTION_REASONS = [
  /** The data is not UTF-8 or not JSON. */
  'not-json',
  /** The JSON is not a record of a DynamoDB stream with images. */
  'not-a-stream-record',
  /** The item in the record breaks a rule of the schema. */
  'invalid-item',
  /** The item is fine, but no partition of the table may hold it, so no query would see it. */
  'no-partition',
  /** The record is fine, but the answer to Firehose had no room left for it. */
  'answer-full',
] as const;
export type RejectionReason = (typeof REJECTION_REASONS)[number];

/** A refusal as a value: the reason to count it by, and the sentences to explain it with. */
export interface Rejection {
  readonly reason: RejectionReason;
  readonly details: readonly string[];
}
