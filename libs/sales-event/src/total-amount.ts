import { left, right, type Either } from 'fp-ts/lib/Either.js';
import { DECIMAL_PRECISION, DECIMAL_SCALE, type Decimal } from './decimal.js';

/**
 * `quantity × unit_price`, exact to the last digit, or one sentence when the product does not fit decimal(18,4).
 * A safe integer times a safe integer that is a safe integer again is exact; everything else is left to BigInt.
 */
export const totalAmount = (quantity: number, unitPrice: Decimal): Either<string, Decimal> => {
  const price = inSmallestUnits(unitPrice);
  const product = Number(price) * quantity;
  const isExact = Number.isSafeInteger(Number(price)) && Number.isSafeInteger(product);
  const digits = isExact ? String(product) : String(BigInt(price) * BigInt(quantity));
  return digits.replace('-', '').length > DECIMAL_PRECISION
    ? left(`total_amount: quantity × unit_price must fit ${DECIMAL_PRECISION} digits, got ${quantity} × ${unitPrice}`)
    : right(fromSmallestUnits(digits));
};

const inSmallestUnits = (decimal: string): string => {
  const point = decimal.indexOf('.');
  if (point < 0) return decimal + '0'.repeat(DECIMAL_SCALE);
  return decimal.slice(0, point) + decimal.slice(point + 1).padEnd(DECIMAL_SCALE, '0');
};

const fromSmallestUnits = (units: string): Decimal => {
  if (units === '0' || units === '-0') return '0' as Decimal;
  const sign = units.startsWith('-') ? '-' : '';
  const digits = units.slice(sign.length).padStart(DECIMAL_SCALE + 1, '0');
  let end = digits.length;
  const point = end - DECIMAL_SCALE;
  while (end > point && digits.charCodeAt(end - 1) === 48) end--;
  return `${sign}${digits.slice(0, point)}${end > point ? '.' : ''}${digits.slice(point, end)}` as Decimal;
};
