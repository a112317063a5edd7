import type { StartCrawlerScheduleCommandInput } from '@aws-sdk/client-glue';
import { noSchedule, schedulerRunning } from '../crawler-errors.js';
import type { Crawlers } from '../crawlers.js';

/** https://docs.aws.amazon.com/glue/latest/webapi/API_StartCrawlerSchedule.html */
export const startCrawlerSchedule = async (
  { CrawlerName }: StartCrawlerScheduleCommandInput,
  crawlers: Crawlers,
): Promise<Record<string, never>> => {
  const crawler = await crawlers.require(CrawlerName);
  if (!crawler.record.request.Schedule) throw noSchedule(crawler.name);
  if (crawler.record.isScheduled) throw schedulerRunning(crawler.name);
  await crawler.change({ ...crawler.record, isScheduled: true });
  return {};
};
