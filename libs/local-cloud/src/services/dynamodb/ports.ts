import type { OpenStore } from './dynalite-engine.js';
import type { S3Api } from '../s3/index.js';

/** What DynamoDB needs from the rest of the cloud. */
export interface DynamoDbPorts {
  /** Where tables are exported to; without it no export is begun. */
  readonly s3?: Pick<S3Api, 'PutObject'>;
  /** Instead of LevelDB on disk. */
  readonly openStore?: OpenStore | undefined;
}
