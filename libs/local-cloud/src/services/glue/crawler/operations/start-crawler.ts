import type { StartCrawlerCommandInput } from '@aws-sdk/client-glue';
import type { Crawlers } from '../crawlers.js';

/** Returns when the run has begun. https://docs.aws.amazon.com/glue/latest/webapi/API_StartCrawler.html */
export const startCrawler = async (
  { Name }: StartCrawlerCommandInput,
  crawlers: Crawlers,
): Promise<Record<string, never>> => {
  (await crawlers.require(Name)).start();
  return {};
};
