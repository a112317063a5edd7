const PAGE = 100;

/** A page of at most 100; the token is the last ARN of the page before. */
export const pageOf = <Item extends { readonly arn: string }>(
  items: readonly Item[],
  token = '',
): { readonly page: readonly Item[]; readonly NextToken?: string } => {
  const rest = items.filter(({ arn }) => arn > token);
  const page = rest.slice(0, PAGE);
  const last = page.at(-1);
  return { page, ...(last && rest.length > page.length && { NextToken: last.arn }) };
};
