import type { ListCrawlersCommandInput, ListCrawlersCommandOutput } from '@aws-sdk/client-glue';
import { invalidInput } from '../../errors.js';
import { page } from '../../paging.js';
import type { Crawlers } from '../crawlers.js';

const MOST_PER_PAGE = 1000;

/** https://docs.aws.amazon.com/glue/latest/webapi/API_ListCrawlers.html */
export const listCrawlers = async (
  input: ListCrawlersCommandInput,
  crawlers: Crawlers,
): Promise<Omit<ListCrawlersCommandOutput, '$metadata'>> => {
  if (input.Tags && Object.keys(input.Tags).length > 0)
    throw invalidInput('The local cloud keeps no tags, so it cannot list crawlers by their Tags.');
  const { items, next } = page(await crawlers.all(), input, MOST_PER_PAGE);
  return { CrawlerNames: items.map(({ name }) => name), ...next };
};
