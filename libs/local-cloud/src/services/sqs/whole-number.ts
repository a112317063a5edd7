import { invalidParameter } from './sqs-errors.js';

/** A number of the request within its bounds; undefined when it was not given. */
export const wholeNumber = (
  value: number | undefined,
  name: string,
  least: number,
  most: number,
): number | undefined => {
  if (value === undefined) return undefined;
  if (!Number.isInteger(value) || value < least || value > most)
    throw invalidParameter(
      `Value ${value} for parameter ${name} is invalid. Must be between ${least} and ${most}, if provided.`,
    );
  return value;
};
