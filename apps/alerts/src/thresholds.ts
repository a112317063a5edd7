import { isLeft } from 'fp-ts/lib/Either.js';
import { Currency, Decimal } from '@sales-cdc/sales-event';

/** From which total amount on a sale is worth an alert, by currency; a currency that is not here has none. */
export type Thresholds = ReadonlyMap<string, Decimal>;

/**
 * Reads `{"EUR":"2000","GBP":"1800.50"}`. Amounts are text, since a JSON number may have lost digits, and above 0, so
 * that a return never reaches one. Throws one sentence that says what is wrong: a function must not start with
 * thresholds other than those it was given.
 */
export const readThresholds = (json: string): Thresholds =>
  new Map(Object.entries(jsonObject(json)).map(([currency, amount]) => [currency, checked(currency, amount)]));

const jsonObject = (json: string): Readonly<Record<string, unknown>> => {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (cause) {
    throw new Error(`The thresholds must be JSON such as {"EUR":"2000"}, not ${json}.`, { cause });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Error(`The thresholds must be one JSON object such as {"EUR":"2000"}, not ${json}.`);
  return value as Readonly<Record<string, unknown>>;
};

const checked = (currency: string, amount: unknown): Decimal => {
  if (!Currency.is(currency))
    throw new Error(`A threshold's currency must be ${Currency.expectation}, not ${currency}.`);
  const decimal = Decimal.decode(amount);
  if (isLeft(decimal) || decimal.right.startsWith('-') || decimal.right === '0')
    throw new Error(
      `The threshold of ${currency} must be above 0 and ${Decimal.expectation}, not ${JSON.stringify(amount)}.`,
    );
  return decimal.right;
};
