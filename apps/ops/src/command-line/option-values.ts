import { UserError } from '@sales-cdc/deployment';

/** A whole number that JavaScript holds exactly, not below `least`; throws a UserError for any other text. */
export const wholeNumber = (option: string, text: string | undefined, least = 0): number | undefined => {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(number) && number >= least) return number;
  throw new UserError(`${option} must be a whole number from ${least}, got ${JSON.stringify(text)}.`);
};
