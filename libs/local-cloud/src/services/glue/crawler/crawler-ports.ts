import type { LogsApi } from '../../logs/logs-api.js';
import type { S3Api } from '../../s3/index.js';
import type { GlueCatalogApi } from '../operations.js';

/** Under which role a crawler acts. */
export interface CrawlerRole {
  readonly crawlerName: string;
  /** The role's ARN, or its name alone. */
  readonly role: string;
}

/** The ports of one crawler. Throws AWS's error when the role is not Glue's to take. */
export type CrawlerPortsFor = (crawler: CrawlerRole) => CrawlerPorts;

/** What a crawler needs: the objects, its log, and the catalog by the very operations that a caller has. */
export interface CrawlerPorts {
  readonly s3: Pick<S3Api, 'ListObjectsV2' | 'GetObject'>;
  /** Where its log goes; without it there is none. */
  readonly logs?: Pick<LogsApi, 'append'> | undefined;
  readonly glue: Pick<
    GlueCatalogApi,
    | 'GetDatabase'
    | 'GetTables'
    | 'CreateTable'
    | 'UpdateTable'
    | 'DeleteTable'
    | 'GetPartitions'
    | 'BatchCreatePartition'
    | 'UpdatePartition'
    | 'BatchDeletePartition'
  >;
}
