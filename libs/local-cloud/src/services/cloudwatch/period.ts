import { invalidValue } from './cloudwatch-errors.js';

/** Checks a period in seconds and gives it in milliseconds. Differs: periods of less than a minute are refused. */
export const periodMs = (seconds: number | undefined): number => {
  if (seconds === undefined || !(seconds > 0)) throw invalidValue('The parameter Period must be greater than 0.');
  if ([1, 5, 10, 20, 30].includes(seconds)) throw invalidValue(`The local cloud does not support Period=${seconds}.`);
  if (seconds % 60 !== 0) throw invalidValue('The parameter Period must be a multiple of 60.');
  return seconds * 1000;
};

/** The times of a query in milliseconds since the epoch. */
export const timeRange = (start: Date | undefined, end: Date | undefined): readonly [number, number] => {
  const range = [start?.getTime() ?? NaN, end?.getTime() ?? NaN] as const;
  if (!(range[0] < range[1])) throw invalidValue('The parameter StartTime must be less than the parameter EndTime.');
  return range;
};
