import type { BatchGetCrawlersCommandInput, BatchGetCrawlersCommandOutput } from '@aws-sdk/client-glue';
import type { Crawlers } from '../crawlers.js';
import { describeCrawler } from './describe-crawler.js';

/** https://docs.aws.amazon.com/glue/latest/webapi/API_BatchGetCrawlers.html */
export const batchGetCrawlers = async (
  { CrawlerNames = [] }: BatchGetCrawlersCommandInput,
  crawlers: Crawlers,
): Promise<Omit<BatchGetCrawlersCommandOutput, '$metadata'>> => {
  const found = await Promise.all(CrawlerNames.map(async (name) => crawlers.find(name)));
  return {
    Crawlers: found.flatMap((crawler) => (crawler ? [describeCrawler(crawler)] : [])),
    CrawlersNotFound: CrawlerNames.filter((_, index) => !found[index]),
  };
};
