import type { Readable } from 'node:stream';
import { AwsError } from '@sales-cdc/aws-wire';
import { QueryFailed } from '../engine/query-failed.js';
import type { AthenaPorts } from '../ports.js';
import type { S3Location } from '../s3-location.js';

/** An object to be. */
export interface LocalObject {
  readonly bucket: string;
  readonly key: string;
  body(): Readable;
}

/** Puts all of them or, when one fails, none; the answer takes them back. */
export const putObjects = async (
  objects: readonly LocalObject[],
  { s3 }: AthenaPorts,
): Promise<() => Promise<void>> => {
  const put: LocalObject[] = [];
  const undo = async (): Promise<void> => {
    for (const { bucket, key } of put) await s3.api.DeleteObject({ Bucket: bucket, Key: key });
  };
  try {
    for (const object of objects) {
      await s3.api.PutObject({ Bucket: object.bucket, Key: object.key, Body: object.body() });
      put.push(object);
    }
    return undo;
  } catch (error) {
    await undo();
    throw error;
  }
};

/** Throws `QueryFailed` unless the place is in a bucket of this cloud and nothing lies there. */
export const requireEmpty = async (
  { bucket, prefix }: S3Location,
  what: string,
  { s3 }: AthenaPorts,
): Promise<void> => {
  try {
    const { KeyCount = 0 } = await s3.api.ListObjectsV2({ Bucket: bucket, Prefix: prefix, MaxKeys: 1 });
    if (KeyCount > 0)
      throw new QueryFailed(
        `HIVE_PATH_ALREADY_EXISTS: Target directory for ${what} already exists: s3://${bucket}/${prefix}`,
      );
  } catch (error) {
    if (error instanceof AwsError)
      throw new QueryFailed(`HIVE_FILESYSTEM_ERROR: ${error.message}: s3://${bucket}`, { cause: error });
    throw error;
  }
};
