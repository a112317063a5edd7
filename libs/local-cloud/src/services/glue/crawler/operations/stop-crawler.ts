import type { StopCrawlerCommandInput } from '@aws-sdk/client-glue';
import type { Crawlers } from '../crawlers.js';

/** https://docs.aws.amazon.com/glue/latest/webapi/API_StopCrawler.html */
export const stopCrawler = async (
  { Name }: StopCrawlerCommandInput,
  crawlers: Crawlers,
): Promise<Record<string, never>> => {
  (await crawlers.require(Name)).stop();
  return {};
};
