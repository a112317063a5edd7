import type { GetCrawlerCommandInput, GetCrawlerCommandOutput } from '@aws-sdk/client-glue';
import type { Crawlers } from '../crawlers.js';
import { describeCrawler } from './describe-crawler.js';

/** https://docs.aws.amazon.com/glue/latest/webapi/API_GetCrawler.html */
export const getCrawler = async (
  { Name }: GetCrawlerCommandInput,
  crawlers: Crawlers,
): Promise<Omit<GetCrawlerCommandOutput, '$metadata'>> => ({
  Crawler: describeCrawler(await crawlers.require(Name)),
});
