import type { Api } from '../../../../core/operation.js';
import { batchGetCrawlers } from './batch-get-crawlers.js';
import { createCrawler } from './create-crawler.js';
import { deleteCrawler } from './delete-crawler.js';
import { getCrawler } from './get-crawler.js';
import { getCrawlerMetrics } from './get-crawler-metrics.js';
import { getCrawlers } from './get-crawlers.js';
import { listCrawlers } from './list-crawlers.js';
import { startCrawler } from './start-crawler.js';
import { startCrawlerSchedule } from './start-crawler-schedule.js';
import { stopCrawler } from './stop-crawler.js';
import { stopCrawlerSchedule } from './stop-crawler-schedule.js';
import { updateCrawler } from './update-crawler.js';
import { updateCrawlerSchedule } from './update-crawler-schedule.js';

export const crawlerOperations = {
  CreateCrawler: createCrawler,
  UpdateCrawler: updateCrawler,
  DeleteCrawler: deleteCrawler,
  StartCrawler: startCrawler,
  StopCrawler: stopCrawler,
  GetCrawler: getCrawler,
  GetCrawlers: getCrawlers,
  ListCrawlers: listCrawlers,
  BatchGetCrawlers: batchGetCrawlers,
  GetCrawlerMetrics: getCrawlerMetrics,
  UpdateCrawlerSchedule: updateCrawlerSchedule,
  StartCrawlerSchedule: startCrawlerSchedule,
  StopCrawlerSchedule: stopCrawlerSchedule,
};

export type CrawlerApi = Api<typeof crawlerOperations>;
