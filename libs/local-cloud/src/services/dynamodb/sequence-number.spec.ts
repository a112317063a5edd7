import fc from 'fast-check';
import { formatSequenceNumber, parseSequenceNumber } from './sequence-number.js';

const anyPosition = fc.maxSafeNat();

describe('sequence number', () => {
  it('parses to what was formatted', () => {
    fc.assert(
      fc.property(anyPosition, (position) => {
        expect(parseSequenceNumber(formatSequenceNumber(position))).toBe(position);
      }),
    );
  });

  it('has the order of positions as text', () => {
    fc.assert(
      fc.property(anyPosition, anyPosition, (left, right) => {
        expect(formatSequenceNumber(left) < formatSequenceNumber(right)).toBe(left < right);
      }),
    );
  });

  it('is not read from another text', () => {
    for (const text of ['', '1', '200000000000000000001', '1000000000000000000010', 'latest'])
      expect(parseSequenceNumber(text)).toBeUndefined();
  });
});
