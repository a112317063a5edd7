import { DECIMAL_SCALE, type Decimal } from '@sales-cdc/sales-event';

/** Whether one amount reaches another, exact to the last digit. */
export const reaches = (amount: Decimal, threshold: Decimal): boolean =>
  inSmallestUnits(amount) >= inSmallestUnits(threshold);

/** A decimal has plain digits, so without its point it is a whole number. */
const inSmallestUnits = (decimal: Decimal): bigint => {
  const [whole = '', fraction = ''] = decimal.split('.');
  return BigInt(whole + fraction.padEnd(DECIMAL_SCALE, '0'));
};
