/** Where a record lies in its shard's log. */
export interface RecordPosition {
  /** Bytes of the log before the record. */
  readonly offset: number;
  /** Bytes of the log that the record takes. */
  readonly length: number;
  /** 1 for the first record of the shard, 2 for the next, … */
  readonly ordinal: number;
}

/**
 * A sequence number is the record's position: 56 digits as AWS has, holding the time when the shard was opened and
 * then offset, length and ordinal. So reading from one is a seek, and how many records come after one is a subtraction.
 *
 * Laws: it grows with the offset, from a shard to its children, and from a stream to the one that is created
 * later under its name;
 * `parseSequenceNumber(formatSequenceNumber(time, position))` gives both back.
 */
export const formatSequenceNumber = (createdAtMs: number, { offset, length, ordinal }: RecordPosition): string =>
  `49${digits(createdAtMs, 13)}${digits(offset, 16)}${digits(length, 9)}${digits(ordinal, 16)}`;

/** Undefined for a text that no stream here can have given out. */
export const parseSequenceNumber = (text: string): (RecordPosition & { readonly createdAtMs: number }) | undefined => {
  const [, createdAtMs, offset, length, ordinal] = /^49(\d{13})(\d{16})(\d{9})(\d{16})$/.exec(text) ?? [];
  return createdAtMs === undefined
    ? undefined
    : { createdAtMs: Number(createdAtMs), offset: Number(offset), length: Number(length), ordinal: Number(ordinal) };
};

const digits = (value: number, width: number): string => String(value).padStart(width, '0');
