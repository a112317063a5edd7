import { invalidParameter } from './logs-errors.js';

/** One page of what comes after the name in the token, and the token of the next page. */
export const pageAfter = <Item>(
  items: readonly Item[],
  nameOf: (item: Item) => string,
  { nextToken, limit }: { readonly nextToken: string | undefined; readonly limit: number },
): { readonly items: readonly Item[]; readonly next: { readonly nextToken?: string } } => {
  if (nextToken !== undefined && !items.some((item) => nameOf(item) === nextToken))
    throw invalidParameter('The specified nextToken is invalid.');
  const start = nextToken === undefined ? 0 : items.findIndex((item) => nameOf(item) === nextToken) + 1;
  const page = items.slice(start, start + limit);
  const last = page.at(-1);
  return { items: page, next: last !== undefined && start + limit < items.length ? { nextToken: nameOf(last) } : {} };
};
