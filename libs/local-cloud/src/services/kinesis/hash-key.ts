import { createHash } from 'node:crypto';

/** Both ends belong to the range. */
export interface HashKeyRange {
  readonly start: bigint;
  readonly end: bigint;
}

const HASH_KEYS = 1n << 128n;

/** The MD5 of the partition key, read as a number of 128 bits. */
export const hashKeyOf = (partitionKey: string): bigint =>
  BigInt(`0x${createHash('md5').update(partitionKey, 'utf8').digest('hex')}`);

/** Undefined when the text is no number from 0 to 2^128 - 1. */
export const parseHashKey = (text: string): bigint | undefined => {
  if (!/^(0|[1-9]\d{0,38})$/.test(text)) return undefined;
  const hashKey = BigInt(text);
  return hashKey < HASH_KEYS ? hashKey : undefined;
};

/** Law: every hash key is in exactly one of the ranges, and they differ in size by one at most. */
export const splitHashKeys = (count: number): readonly HashKeyRange[] => {
  const bounds = Array.from({ length: count + 1 }, (_, index) => (BigInt(index) * HASH_KEYS) / BigInt(count));
  return bounds.slice(0, -1).map((start, index) => ({ start, end: (bounds[index + 1] ?? HASH_KEYS) - 1n }));
};
