import { UserError } from '@sales-cdc/deployment';

const refuse = (option: string, expectation: string, text: string): never => {
  throw new UserError(`${option} must be ${expectation}, got ${JSON.stringify(text)}.`);
};

/** A whole number that JavaScript holds exactly, not below `least`. */
export const wholeNumber = (option: string, text: string | undefined, least = 0): number | undefined => {
  if (text === undefined) return undefined;
  const number = Number(text);
  const isWhole = /^\d+$/.test(text) && Number.isSafeInteger(number);
  return isWhole && number >= least ? number : refuse(option, `a whole number from ${least}`, text);
};

const DECIMAL = /^(?:\d+\.?\d*|\.\d+)$/;

/** A number above 0. */
export const positiveNumber = (option: string, text: string | undefined): number | undefined => {
  if (text === undefined) return undefined;
  const number = DECIMAL.test(text) ? Number(text) : 0;
  return number > 0 && Number.isFinite(number) ? number : refuse(option, 'a number above 0', text);
};

/** A number from 0 to 1. */
export const share = (option: string, text: string | undefined): number | undefined => {
  if (text === undefined) return undefined;
  const number = DECIMAL.test(text) ? Number(text) : -1;
  return number >= 0 && number <= 1 ? number : refuse(option, 'a share from 0 to 1', text);
};

/** One of the words. */
export const oneOf = <T extends string>(
  option: string,
  words: readonly T[],
  text: string | undefined,
): T | undefined =>
  text === undefined ? undefined : (words.find((word) => word === text) ?? refuse(option, words.join(' or '), text));
