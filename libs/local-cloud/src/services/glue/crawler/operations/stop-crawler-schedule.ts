import type { StopCrawlerScheduleCommandInput } from '@aws-sdk/client-glue';
import { schedulerNotRunning } from '../crawler-errors.js';
import type { Crawlers } from '../crawlers.js';

/** A run that has begun goes on. https://docs.aws.amazon.com/glue/latest/webapi/API_StopCrawlerSchedule.html */
export const stopCrawlerSchedule = async (
  { CrawlerName }: StopCrawlerScheduleCommandInput,
  crawlers: Crawlers,
): Promise<Record<string, never>> => {
  const crawler = await crawlers.require(CrawlerName);
  if (!crawler.record.isScheduled) throw schedulerNotRunning(crawler.name);
  await crawler.change({ ...crawler.record, isScheduled: false });
  return {};
};
