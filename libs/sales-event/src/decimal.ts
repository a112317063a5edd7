import type * as t from 'io-ts';
import { plainNumber } from './plain-number.js';
import { Scalar } from './scalar.js';

interface DecimalBrand {
  readonly Decimal: unique symbol;
}
interface NonNegativeBrand {
  readonly NonNegative: unique symbol;
}

/** The exact plain digits of a decimal(18,4): at most 14 before the point and 4 after it, no exponent, no idle zeros. */
export type Decimal = t.Branded<string, DecimalBrand>;
/** A {@link Decimal} that is 0 or more. */
export type NonNegativeDecimal = t.Branded<Decimal, NonNegativeBrand>;

/** Total digits and places of the lake's decimals. */
export const DECIMAL_PRECISION = 18;
export const DECIMAL_SCALE = 4;

const MAX_WHOLE_DIGITS = DECIMAL_PRECISION - DECIMAL_SCALE;
const IN_PLAIN_FORM = new RegExp(`^-?[1-9]\\d{0,${MAX_WHOLE_DIGITS - 1}}(?:\\.\\d{0,${DECIMAL_SCALE - 1}}[1-9])?$`);

const readDecimal = (text: string): Decimal | undefined => {
  if (IN_PLAIN_FORM.test(text)) return text as Decimal;
  const number = plainNumber(text);
  if (!number || number.whole.length > MAX_WHOLE_DIGITS || number.fraction.length > DECIMAL_SCALE) return undefined;
  const point = number.fraction === '' ? '' : '.';
  return `${number.negative ? '-' : ''}${number.whole}${point}${number.fraction}` as Decimal;
};

/** Exact decimal digits as text; `1.50` and `15E-1` both read as `1.5`. A JavaScript number is refused: it may not be exact. */
export const Decimal = new Scalar<Decimal>({
  name: 'Decimal',
  kind: 'decimal',
  expectation: `a decimal of at most ${MAX_WHOLE_DIGITS} digits and ${DECIMAL_SCALE} places, given as text`,
  read: readDecimal,
});

/** {@link Decimal} for what cannot be below 0, such as a price. */
export const NonNegativeDecimal = new Scalar<NonNegativeDecimal>({
  name: 'NonNegativeDecimal',
  kind: 'decimal',
  expectation: `a decimal of 0 or more, of at most ${MAX_WHOLE_DIGITS} digits and ${DECIMAL_SCALE} places, given as text`,
  read: (text) => {
    const decimal = readDecimal(text);
    return decimal === undefined || decimal.startsWith('-') ? undefined : (decimal as NonNegativeDecimal);
  },
});
