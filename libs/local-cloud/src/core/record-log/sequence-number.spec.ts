import fc from 'fast-check';
import { formatSequenceNumber, parseSequenceNumber, type RecordPosition } from './sequence-number.js';

const anyTime = fc.integer({ min: 1_000_000_000_000, max: 9_999_999_999_999 });
const anyPosition: fc.Arbitrary<RecordPosition> = fc.record({
  offset: fc.maxSafeNat(),
  length: fc.nat(999_999_999),
  ordinal: fc.maxSafeNat(),
});

describe('sequence number', () => {
  it('parses to what was formatted, and has 56 digits', () => {
    fc.assert(
      fc.property(anyTime, anyPosition, (createdAtMs, position) => {
        const text = formatSequenceNumber(createdAtMs, position);
        expect(text).toMatch(/^\d{56}$/);
        expect(parseSequenceNumber(text)).toEqual({ createdAtMs, ...position });
      }),
    );
  });

  it('grows with the offset within a stream, and from a stream to a later one', () => {
    fc.assert(
      fc.property(anyTime, anyPosition, anyPosition, (createdAtMs, left, right) => {
        fc.pre(left.offset < right.offset);
        expect(BigInt(formatSequenceNumber(createdAtMs, left))).toBeLessThan(
          BigInt(formatSequenceNumber(createdAtMs, right)),
        );
        expect(BigInt(formatSequenceNumber(createdAtMs, right))).toBeLessThan(
          BigInt(formatSequenceNumber(createdAtMs + 1, left)),
        );
      }),
    );
  });
});
