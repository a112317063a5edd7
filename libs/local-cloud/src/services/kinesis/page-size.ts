import { validationError } from './kinesis-errors.js';

/** How many a page may hold: what was asked for, from 1 to `most`, or the default. */
export const pageSize = (
  asked: number | undefined,
  member: string,
  { usual, most }: { readonly usual: number; readonly most: number },
): number => {
  if (asked === undefined) return usual;
  if (!(asked >= 1)) throw validationError(member, asked, 'have value greater than or equal to 1');
  if (asked > most) throw validationError(member, asked, `have value less than or equal to ${most}`);
  return asked;
};
