import { isLeft, right } from 'fp-ts/lib/Either.js';
import * as fc from 'fast-check';
import { Decimal } from './decimal.js';
import { totalAmount } from './total-amount.js';

const decimal = (text: string): Decimal => text as Decimal;

describe('totalAmount', () => {
  it.each([
    [3, '0.1', '0.3'],
    [-2, '2.55', '-5.1'],
    [7, '0', '0'],
    [-7, '0', '0'],
    [10_000, '0.0001', '1'],
    [99, '1000000000000', '99000000000000'],
  ])('%d × %s', (quantity, price, total) => {
    expect(totalAmount(quantity, decimal(price))).toEqual(right(total));
  });

  it('is exact to the last digit for every quantity and price, or says that it does not fit', () => {
    const price = fc.bigInt({ min: 0n, max: 10n ** 18n - 1n });
    const quantity = fc.integer({ min: -(2 ** 31) + 1, max: 2 ** 31 - 1 });
    fc.assert(
      fc.property(price, fc.oneof(quantity, fc.integer({ min: -9, max: 9 })), (units, count) => {
        const digits = String(units).padStart(5, '0');
        const read = Decimal.read(`${digits.slice(0, -4)}.${digits.slice(-4)}`);
        const exact = units * BigInt(count);
        const total = totalAmount(count, read ?? decimal(''));
        const expected = Decimal.read(`${exact}E-4`);
        if (expected === undefined) expect(isLeft(total)).toBe(true);
        else expect(total).toEqual(right(expected));
      }),
    );
  });
});
