import type { GetCrawlersCommandInput, GetCrawlersCommandOutput } from '@aws-sdk/client-glue';
import { page } from '../../paging.js';
import type { Crawlers } from '../crawlers.js';
import { describeCrawler } from './describe-crawler.js';

const MOST_PER_PAGE = 1000;

/** https://docs.aws.amazon.com/glue/latest/webapi/API_GetCrawlers.html */
export const getCrawlers = async (
  input: GetCrawlersCommandInput,
  crawlers: Crawlers,
): Promise<Omit<GetCrawlersCommandOutput, '$metadata'>> => {
  const { items, next } = page(await crawlers.all(), input, MOST_PER_PAGE);
  return { Crawlers: items.map(describeCrawler), ...next };
};
