import type {
  CrawlerMetrics,
  GetCrawlerMetricsCommandInput,
  GetCrawlerMetricsCommandOutput,
} from '@aws-sdk/client-glue';
import { page } from '../../paging.js';
import type { Crawler } from '../crawler.js';
import type { Crawlers } from '../crawlers.js';

const MOST_PER_PAGE = 1000;

/** https://docs.aws.amazon.com/glue/latest/webapi/API_GetCrawlerMetrics.html */
export const getCrawlerMetrics = async (
  input: GetCrawlerMetricsCommandInput,
  crawlers: Crawlers,
): Promise<Omit<GetCrawlerMetricsCommandOutput, '$metadata'>> => {
  const wanted = new Set(input.CrawlerNameList ?? []);
  const chosen = (await crawlers.all()).filter(({ name }) => wanted.size === 0 || wanted.has(name));
  const { items, next } = page(chosen, input, MOST_PER_PAGE);
  return { CrawlerMetricsList: items.map(metricsOf), ...next };
};

/** Tables are those of the last run. Seconds are the template's. */
const metricsOf = (crawler: Crawler): CrawlerMetrics => {
  const { runtimesMs, lastCrawl } = crawler.record;
  const { created = 0, updated = 0, deleted = 0 } = lastCrawl?.changes ?? {};
  const medianMs = median(runtimesMs);
  return {
    CrawlerName: crawler.name,
    TimeLeftSeconds: crawler.state === 'READY' ? 0 : Math.max(0, medianMs - crawler.elapsedMs) / 1000,
    StillEstimating: crawler.state !== 'READY' && runtimesMs.length === 0,
    LastRuntimeSeconds: (runtimesMs[0] ?? 0) / 1000,
    MedianRuntimeSeconds: medianMs / 1000,
    TablesCreated: created,
    TablesUpdated: updated,
    TablesDeleted: deleted,
  };
};

const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const [low = 0, high = 0] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  return (low + high) / 2;
};
