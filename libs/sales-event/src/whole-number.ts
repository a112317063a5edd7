import type * as t from 'io-ts';
import { plainNumber } from './plain-number.js';
import { Scalar } from './scalar.js';

interface QuantityBrand {
  readonly Quantity: unique symbol;
}
interface VersionBrand {
  readonly Version: unique symbol;
}

/** How many pieces were sold; below 0 they came back. Never 0. */
export type Quantity = t.Branded<number, QuantityBrand>;
/** 1 when the sale is written, one more by each update. */
export type Version = t.Branded<number, VersionBrand>;

const MAX_INT = 2 ** 31 - 1;

const readWhole = (text: string): number | undefined => {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  const number = plainNumber(text);
  if (number?.fraction !== '') return undefined;
  const value = Number(number.whole);
  if (!Number.isSafeInteger(value)) return undefined;
  return number.negative ? -value : value;
};

const whole = <A extends number>(
  name: string,
  kind: 'int' | 'long',
  expectation: string,
  accepts: (value: number) => boolean,
): Scalar<A> =>
  new Scalar<A>({
    name,
    kind,
    expectation,
    read: (text) => {
      const value = readWhole(text);
      return value !== undefined && accepts(value) ? (value as A) : undefined;
    },
  });

/** A whole number other than 0 that fits 32 bits, as the lake's column does. */
export const Quantity = whole<Quantity>(
  'Quantity',
  'int',
  `a whole number other than 0, from ${-MAX_INT} to ${MAX_INT}`,
  (value) => value !== 0 && Math.abs(value) <= MAX_INT,
);

/** A whole number of 1 or more that JavaScript holds exactly. */
export const Version = whole<Version>(
  'Version',
  'long',
  `a whole number from 1 to ${Number.MAX_SAFE_INTEGER}`,
  (value) => value >= 1,
);
