import type { CreateCrawlerCommandInput } from '@aws-sdk/client-glue';
import type { Crawlers } from '../crawlers.js';

/** https://docs.aws.amazon.com/glue/latest/webapi/API_CreateCrawler.html */
export const createCrawler = async (
  input: CreateCrawlerCommandInput,
  crawlers: Crawlers,
): Promise<Record<string, never>> => {
  await crawlers.create(input);
  return {};
};
