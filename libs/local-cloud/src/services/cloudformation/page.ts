import { validationError } from './errors.js';

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly NextToken?: string;
}

/** A page of a list; the token is the position at which the next one starts. */
export const pageOf = <Item>(all: readonly Item[], token: string | undefined, size: number): Page<Item> => {
  const start = positionOf(token, 0, all.length);
  const end = start + size;
  return { items: all.slice(start, end), ...(end < all.length && { NextToken: String(end) }) };
};

/**
 * A page of a list that grows at its end, the newest item first. The token is how many are older than the page, so that
 * what is added meanwhile moves nothing from one page to another.
 */
export const pageFromNewest = <Item>(
  oldestFirst: readonly Item[],
  token: string | undefined,
  size: number,
): Page<Item> => {
  const end = positionOf(token, oldestFirst.length, oldestFirst.length);
  const start = Math.max(0, end - size);
  return { items: oldestFirst.slice(start, end).reverse(), ...(start > 0 && { NextToken: String(start) }) };
};

const positionOf = (token: string | undefined, byDefault: number, most: number): number => {
  const position = token === undefined ? byDefault : Number(token);
  if (!Number.isSafeInteger(position) || position < 0 || position > most)
    throw validationError('The NextToken is not one that was given.');
  return position;
};
