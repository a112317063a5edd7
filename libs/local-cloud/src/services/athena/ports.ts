import type { GlueApi } from '../glue/index.js';
import type { S3Api } from '../s3/index.js';

/** What Athena needs from the rest of the cloud. */
export interface AthenaPorts {
  readonly glue: Pick<GlueApi, 'GetDatabase' | 'GetDatabases' | 'GetTable' | 'GetTables' | 'GetPartitions'>;
  readonly s3: {
    readonly api: Pick<S3Api, 'ListObjectsV2' | 'GetObject' | 'HeadObject' | 'PutObject'>;
    /** The file of an object, so that the engine reads it in place; undefined where there is no such object. */
    localPath(bucket: string, key: string): Promise<string | undefined>;
  };
}
