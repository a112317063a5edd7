import * as fc from 'fast-check';
import { type Decimal } from '@sales-cdc/sales-event';
import { reaches } from './amount.js';

const decimal = (units: bigint): Decimal => {
  const digits = String(units < 0n ? -units : units).padStart(5, '0');
  const fraction = digits.slice(-4).replace(/0+$/, '');
  return `${units < 0n ? '-' : ''}${digits.slice(0, -4)}${fraction === '' ? '' : `.${fraction}`}` as Decimal;
};
const anyUnits = fc.bigInt({ min: -(10n ** 18n) + 1n, max: 10n ** 18n - 1n });

describe('an amount', () => {
  it('reaches another as whole numbers of the smallest unit do', () => {
    fc.assert(
      fc.property(anyUnits, anyUnits, (left, right) => {
        expect(reaches(decimal(left), decimal(right))).toBe(left >= right);
        expect(reaches(decimal(left), decimal(left))).toBe(true);
      }),
    );
  });

  it('is compared to the last digit, where binary floats are all the same', () => {
    const large = '90071992547409.9999' as Decimal;
    expect(reaches('90071992547409.9998' as Decimal, large)).toBe(false);
    expect(reaches(large, '90071992547409.9998' as Decimal)).toBe(true);
  });
});
