import { isRight, right } from 'fp-ts/lib/Either.js';
import * as fc from 'fast-check';
import { anyDecimalText } from './arbitraries.js';
import { Decimal, NonNegativeDecimal } from './decimal.js';
import { plainNumber } from './plain-number.js';

describe('Decimal', () => {
  it.each([
    ['129.99', '129.99'],
    ['129.9900', '129.99'],
    ['1E+2', '100'],
    ['15e-1', '1.5'],
    ['-0', '0'],
    ['0.0', '0'],
    ['.5', '0.5'],
    ['007', '7'],
    ['+3', '3'],
    ['5E-4', '0.0005'],
    ['-12345678901234.1234', '-12345678901234.1234'],
  ])('reads %s as %s', (text, digits) => {
    expect(Decimal.decode(text)).toEqual(right(digits));
  });

  it.each(['', '.', 'E2', '1.23456', '123456789012345', '1E+14', '1E+999', 'NaN', '1,5', '0x10', ' 1', '1E99999'])(
    'refuses %j',
    (text) => {
      expect(isRight(Decimal.decode(text))).toBe(false);
    },
  );

  it('refuses a JavaScript number, whose last digits may be gone', () => {
    expect(isRight(Decimal.decode(2.55))).toBe(false);
  });

  it('reads its own output unchanged', () => {
    fc.assert(
      fc.property(anyDecimalText, (text) => {
        const decoded = Decimal.decode(text);
        if (isRight(decoded)) expect(Decimal.decode(decoded.right)).toEqual(decoded);
      }),
    );
  });

  it('keeps the value: digits shifted by the exponent are the same number', () => {
    fc.assert(
      fc.property(fc.bigInt(), fc.integer({ min: -20, max: 20 }), (digits, exponent) => {
        fc.pre(digits !== 0n && String(digits).length < 20);
        const number = plainNumber(`${digits}E${exponent}`);
        const { whole = '', fraction = '', negative } = number ?? {};
        const scaled = BigInt(whole + fraction) * 10n ** BigInt(40 - fraction.length);
        expect(negative ? -scaled : scaled).toBe(digits * 10n ** BigInt(40 + exponent));
      }),
    );
  });

  it('lets no price be below 0', () => {
    expect(isRight(NonNegativeDecimal.decode('-0.01'))).toBe(false);
    expect(NonNegativeDecimal.decode('-0.00')).toEqual(right('0'));
  });
});
