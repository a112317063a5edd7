import type { GlueApi } from '../glue/index.js';
import type { S3Api } from '../s3/index.js';

/** What Athena needs from the rest of the cloud. */
export interface AthenaPorts {
  readonly glue: Pick<
    GlueApi,
    | 'CreateDatabase'
    | 'GetDatabase'
    | 'GetDatabases'
    | 'DeleteDatabase'
    | 'CreateTable'
    | 'UpdateTable'
    | 'GetTable'
    | 'GetTables'
    | 'DeleteTable'
    | 'BatchCreatePartition'
    | 'CreatePartition'
    | 'GetPartition'
    | 'GetPartitions'
    | 'UpdatePartition'
    | 'DeletePartition'
  >;
  readonly s3: {
    readonly api: Pick<S3Api, 'ListObjectsV2' | 'GetObject' | 'HeadObject' | 'PutObject' | 'DeleteObject'>;
    /** The file of an object, so that the engine reads it in place; undefined where there is no such object. */
    localPath(bucket: string, key: string): Promise<string | undefined>;
  };
}
