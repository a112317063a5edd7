import type { CloudContext } from '../../core/cloud-context.js';
import { bindOperations } from '../../core/operation.js';
import type { CloudService } from '../../core/service.js';
import { Catalog } from './catalog.js';
import type { CrawlerPorts, CrawlerRole } from './crawler/crawler-ports.js';
import { Crawlers } from './crawler/crawlers.js';
import { crawlerOperations } from './crawler/operations/index.js';
import { crawlerProvisioner } from './crawler/provision-crawler.js';
import { catalogOperations, type GlueApi } from './operations.js';
import { databaseProvisioner } from './provision-database.js';
import { tableProvisioner } from './provision-table.js';

export type { CrawlerPorts, CrawlerRole } from './crawler/crawler-ports.js';
export type { GlueApi } from './operations.js';

/** What Glue needs from the rest of the cloud: crawlers read objects and write logs. */
export interface GluePorts extends Pick<CrawlerPorts, 's3' | 'logs'> {
  /** Puts a crawler under its role; without it crawlers act as the account's admin. */
  readonly underRole?: (crawler: CrawlerRole, ports: CrawlerPorts) => CrawlerPorts;
}

export interface GlueService extends CloudService {
  readonly api: GlueApi;
  /** Resolves when no run of the crawler is going on. */
  whenCrawled(crawlerName: string): Promise<void>;
}

/** The data catalog and the crawlers that fill it, each in one file below `<data directory>/glue`. */
export const createGlue = (
  context: CloudContext,
  { s3, logs, underRole = (_, ports) => ports }: GluePorts,
): GlueService => {
  const catalog = new Catalog(context);
  const catalogApi = bindOperations<Catalog, typeof catalogOperations>(catalogOperations, catalog);
  const crawlers = new Crawlers(context, (crawler) => underRole(crawler, { s3, logs, glue: catalogApi }));
  const api = { ...catalogApi, ...bindOperations<Crawlers, typeof crawlerOperations>(crawlerOperations, crawlers) };
  return {
    api,
    wire: {
      signingName: 'glue',
      protocols: [{ kind: 'json', version: '1.1', targetPrefix: 'AWSGlue' }],
      schemas: () => import('@aws-sdk/client-glue'),
      operations: api,
    },
    provisioners: [databaseProvisioner(catalog), tableProvisioner(catalog), crawlerProvisioner(crawlers)],
    start: () => crawlers.start(),
    whenCrawled: async (crawlerName) => (await crawlers.require(crawlerName)).whenReady(),
    [Symbol.asyncDispose]: () => crawlers[Symbol.asyncDispose](),
  };
};
