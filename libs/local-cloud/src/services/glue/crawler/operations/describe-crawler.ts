import type { Crawler as CrawlerDescription } from '@aws-sdk/client-glue';
import { CRAWLER_LOG_GROUP } from '../crawl-log.js';
import type { Crawler } from '../crawler.js';
import type { LastCrawl } from '../crawler-record.js';

/** A crawler as GetCrawler shows it. */
export const describeCrawler = (crawler: Crawler): CrawlerDescription => {
  const { request, createdAtMs, updatedAtMs, version, isScheduled, lastCrawl } = crawler.record;
  const { Schedule, SchemaChangePolicy, RecrawlPolicy, ...settings } = request;
  return {
    ...settings,
    Classifiers: [],
    SchemaChangePolicy: {
      UpdateBehavior: 'UPDATE_IN_DATABASE',
      DeleteBehavior: 'DEPRECATE_IN_DATABASE',
      ...SchemaChangePolicy,
    },
    RecrawlPolicy: { RecrawlBehavior: 'CRAWL_EVERYTHING', ...RecrawlPolicy },
    LineageConfiguration: { CrawlerLineageSettings: 'DISABLE' },
    State: crawler.state,
    ...(Schedule && { Schedule: { ScheduleExpression: Schedule, State: isScheduled ? 'SCHEDULED' : 'NOT_SCHEDULED' } }),
    CrawlElapsedTime: Math.round(crawler.elapsedMs),
    CreationTime: new Date(createdAtMs),
    LastUpdated: new Date(updatedAtMs),
    ...(lastCrawl && { LastCrawl: describeLastCrawl(lastCrawl, crawler.name) }),
    Version: version,
  };
};

const describeLastCrawl = (
  { status, startedAtMs, messagePrefix, errorMessage }: LastCrawl,
  crawlerName: string,
): NonNullable<CrawlerDescription['LastCrawl']> => ({
  Status: status,
  StartTime: new Date(startedAtMs),
  ...(messagePrefix !== undefined && {
    LogGroup: CRAWLER_LOG_GROUP,
    LogStream: crawlerName,
    MessagePrefix: messagePrefix,
  }),
  ...(errorMessage !== undefined && { ErrorMessage: errorMessage }),
});
