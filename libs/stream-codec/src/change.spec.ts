import * as fc from 'fast-check';
import { SEQUENCE_DIGITS, backfillSequenceNumber } from './change.js';

const anyMoment = fc.integer({ min: 0, max: Date.UTC(9999, 11, 31) });
/** Of 21 to 40 digits, as DynamoDB gives them. */
const anyStreamNumber = fc
  .bigInt({ min: 10n ** 20n, max: 10n ** 40n - 1n })
  .map((number) => String(number).padStart(40, '0'));

describe('backfillSequenceNumber', () => {
  it('sorts before every change from the stream, and in the order of the reading', () =>
    fc.assert(
      fc.property(anyMoment, anyMoment, anyStreamNumber, (one, other, stream) => {
        expect(backfillSequenceNumber(one) < stream).toBe(true);
        expect(backfillSequenceNumber(one) < backfillSequenceNumber(other)).toBe(one < other);
        expect(backfillSequenceNumber(one)).toHaveLength(SEQUENCE_DIGITS);
      }),
    ));

  it.each([-1, 0.5, NaN])('refuses %s, which is no moment in whole milliseconds', (ms) => {
    expect(() => backfillSequenceNumber(ms)).toThrow(`not of ${ms}`);
  });
});
