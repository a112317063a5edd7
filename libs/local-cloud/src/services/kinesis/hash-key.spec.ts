import fc from 'fast-check';
import { hashKeyOf, parseHashKey, splitHashKeys } from './hash-key.js';

const HASH_KEYS = 1n << 128n;

describe('splitHashKeys', () => {
  it('puts every hash key into exactly one range', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), fc.bigInt({ min: 0n, max: HASH_KEYS - 1n }), (count, hashKey) => {
        const ranges = splitHashKeys(count);
        expect(ranges).toHaveLength(count);
        expect(ranges.filter(({ start, end }) => hashKey >= start && hashKey <= end)).toHaveLength(1);
      }),
    );
  });

  it('covers all hash keys without a gap, in ranges of one size', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), (count) => {
        const ranges = splitHashKeys(count);
        expect(ranges[0]?.start).toBe(0n);
        expect(ranges.at(-1)?.end).toBe(HASH_KEYS - 1n);
        ranges.slice(1).forEach(({ start }, index) => {
          expect(start).toBe((ranges[index]?.end ?? 0n) + 1n);
        });
        const sizes = ranges.map(({ start, end }) => end - start);
        const smallest = sizes.reduce((least, size) => (size < least ? size : least));
        for (const size of sizes) expect(size - smallest).toBeLessThanOrEqual(1n);
      }),
    );
  });
});

describe('hash key', () => {
  it('of a partition key is its MD5 as a number', () => {
    // The digest of the empty string, and of "a", as RFC 1321 lists them.
    expect(hashKeyOf('')).toBe(0xd41d8cd98f00b204e9800998ecf8427en);
    expect(hashKeyOf('a')).toBe(0x0cc175b9c0f1b6a831c399e269772661n);
  });

  it('can be given as a number of 128 bits and nothing else', () => {
    expect(parseHashKey('0')).toBe(0n);
    expect(parseHashKey(String(HASH_KEYS - 1n))).toBe(HASH_KEYS - 1n);
    for (const text of [String(HASH_KEYS), '-1', '01', '1e3', '', 'x']) expect(parseHashKey(text)).toBeUndefined();
  });
});
