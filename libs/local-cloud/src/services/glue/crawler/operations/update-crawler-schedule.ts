import type { UpdateCrawlerScheduleCommandInput } from '@aws-sdk/client-glue';
import { readDefinition } from '../crawler-definition.js';
import { redefined } from '../crawler-record.js';
import type { Crawlers } from '../crawlers.js';

/** An empty Schedule takes it away. https://docs.aws.amazon.com/glue/latest/webapi/API_UpdateCrawlerSchedule.html */
export const updateCrawlerSchedule = async (
  { CrawlerName, Schedule = '' }: UpdateCrawlerScheduleCommandInput,
  crawlers: Crawlers,
): Promise<Record<string, never>> => {
  const crawler = await crawlers.require(CrawlerName);
  const request = { ...crawler.record.request, Schedule };
  readDefinition(request);
  await crawler.change(redefined(crawler.record, request, crawlers.context.clock.now()));
  return {};
};
