import type { DeleteCrawlerCommandInput } from '@aws-sdk/client-glue';
import type { Crawlers } from '../crawlers.js';

/** https://docs.aws.amazon.com/glue/latest/webapi/API_DeleteCrawler.html */
export const deleteCrawler = async (
  { Name }: DeleteCrawlerCommandInput,
  crawlers: Crawlers,
): Promise<Record<string, never>> => {
  await crawlers.delete(Name);
  return {};
};
