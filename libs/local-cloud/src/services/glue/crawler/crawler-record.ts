import type { CreateCrawlerRequest } from '@aws-sdk/client-glue';
import type { CatalogChanges } from './catalog-update/update-catalog.js';
import type { CrawlerRole } from './crawler-ports.js';

/** A crawler as it is kept on disk; times are milliseconds since the epoch. */
export interface CrawlerRecord {
  readonly request: CreateCrawlerRequest;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
  /** Counts the definitions, from 1. */
  readonly version: number;
  readonly isScheduled: boolean;
  readonly lastCrawl?: LastCrawl;
  /** How long the last runs that succeeded took, newest first. */
  readonly runtimesMs: readonly number[];
  /** `bucket/folder/` of every folder in which objects were seen. */
  readonly crawledFolders: readonly string[];
}

/** How a run of a crawler ended. */
export interface LastCrawl {
  readonly status: 'SUCCEEDED' | 'CANCELLED' | 'FAILED';
  readonly startedAtMs: number;
  /** Before each of its lines in the log; absent for a run of a time when runs wrote none. */
  readonly messagePrefix?: string;
  readonly errorMessage?: string;
  readonly changes: CatalogChanges;
}

/** A crawler that has never run; with a schedule it is on it at once. */
export const newRecord = (request: CreateCrawlerRequest, nowMs: number): CrawlerRecord => ({
  request,
  createdAtMs: nowMs,
  updatedAtMs: nowMs,
  version: 1,
  isScheduled: request.Schedule !== undefined && request.Schedule !== '',
  runtimesMs: [],
  crawledFolders: [],
});

/** The crawler with other settings; what it has seen and done stays. */
export const redefined = (record: CrawlerRecord, request: CreateCrawlerRequest, nowMs: number): CrawlerRecord => ({
  ...record,
  request,
  updatedAtMs: nowMs,
  version: record.version + 1,
  isScheduled:
    request.Schedule === record.request.Schedule
      ? record.isScheduled
      : request.Schedule !== undefined && request.Schedule !== '',
});

/** Under which role the crawler acts. */
export const roleOf = ({ request }: Pick<CrawlerRecord, 'request'>): CrawlerRole => ({
  crawlerName: request.Name ?? '',
  role: request.Role ?? '',
});
