import { invalidRequest } from './errors.js';

/** One page of a list, and where the next begins. */
export const page = <Item>(
  items: readonly Item[],
  { NextToken, MaxResults }: { readonly NextToken?: string | undefined; readonly MaxResults?: number | undefined },
  mostPerPage = 50,
): { readonly items: Item[]; readonly next: { readonly NextToken?: string } } => {
  const start = NextToken === undefined ? 0 : Number(NextToken);
  if (!Number.isSafeInteger(start) || start < 0) throw invalidRequest('The NextToken is not one that was given.');
  const end = start + Math.min(MaxResults ?? mostPerPage, mostPerPage);
  return { items: items.slice(start, end), next: end < items.length ? { NextToken: String(end) } : {} };
};
