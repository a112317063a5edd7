import type { UpdateCrawlerCommandInput } from '@aws-sdk/client-glue';
import { readDefinition } from '../crawler-definition.js';
import { redefined } from '../crawler-record.js';
import type { Crawlers } from '../crawlers.js';

/** What is not given stays as it is. https://docs.aws.amazon.com/glue/latest/webapi/API_UpdateCrawler.html */
export const updateCrawler = async (
  input: UpdateCrawlerCommandInput,
  crawlers: Crawlers,
): Promise<Record<string, never>> => {
  const crawler = await crawlers.require(input.Name);
  crawler.refuseWhenRunning();
  const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
  const request = { ...crawler.record.request, ...given };
  readDefinition(request);
  await crawler.change(redefined(crawler.record, request, crawlers.context.clock.now()));
  return {};
};
