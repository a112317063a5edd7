/**
 * The text form of a position in a stream: 21 digits, as AWS has at least, so that text order is number order.
 *
 * Law: `parseSequenceNumber(formatSequenceNumber(n))` is `n` for every n from 0 to 2^53 - 1.
 */
export const formatSequenceNumber = (position: number): string => `1${String(position).padStart(20, '0')}`;

/** Undefined for a text that no stream here has given out. */
export const parseSequenceNumber = (text: string): number | undefined =>
  /^1\d{20}$/.test(text) ? Number(text.slice(1)) : undefined;
