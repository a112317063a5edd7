import type * as t from 'io-ts';
import { Scalar } from './scalar.js';

interface SaleIdBrand {
  readonly SaleId: unique symbol;
}
interface NonEmptyBrand {
  readonly NonEmptyString: unique symbol;
}
interface CurrencyBrand {
  readonly Currency: unique symbol;
}

export type SaleId = t.Branded<string, SaleIdBrand>;
export type NonEmptyString = t.Branded<string, NonEmptyBrand>;
export type Currency = t.Branded<string, CurrencyBrand>;

/** A column of text with a rule. Text is well-formed Unicode: half a surrogate pair cannot be written as UTF-8. */
export const text = <A extends string = string>(
  name: string,
  expectation: string,
  accepts: (value: string) => boolean = () => true,
): Scalar<A> =>
  new Scalar<A>({
    name,
    kind: 'text',
    expectation,
    read: (value) => (value.isWellFormed() && accepts(value) ? (value as A) : undefined),
  });

/** A column of text that must be one of the given words. */
export const oneOf = <const A extends string>(name: string, words: readonly A[]): Scalar<A> =>
  text<A>(name, `one of ${words.join(', ')}`, (value) => (words as readonly string[]).includes(value));

/** Any text, the empty one too. */
export const Text = text('Text', 'text');

/** Text of at least one character. */
export const NonEmptyString = text<NonEmptyString>('NonEmptyString', 'text that is not empty', (value) => value !== '');

/** The key of a sale: 1 to 128 characters (UTF-16 code units). */
export const SaleId = text<SaleId>(
  'SaleId',
  'text of 1 to 128 characters',
  (value) => value.length >= 1 && value.length <= 128,
);

/** Three capital letters in the manner of ISO 4217. The list itself is not checked: it changes, old sales do not. */
export const Currency = text<Currency>('Currency', 'three capital letters (ISO 4217)', (value) =>
  /^[A-Z]{3}$/.test(value),
);

/** How a sale stands. */
export const SaleStatus = oneOf('SaleStatus', ['COMPLETED', 'CANCELLED', 'REFUNDED']);
export type SaleStatus = t.TypeOf<typeof SaleStatus>;
