import type { SimulatedCloud } from '@sales-cdc/local-cloud/simulation';
import { gunzipSync } from 'node:zlib';

/** A row of the lake, as far as the checks look at it. */
export interface Row {
  readonly op: string;
  readonly sequence_number: string;
  readonly sale_id: string;
  readonly version: number;
  readonly [column: string]: unknown;
}

export interface Lake {
  /** Lines of the objects below `sales/`, each whole. */
  readonly lines: readonly string[];
  readonly rows: readonly Row[];
  readonly objects: number;
  /** Lines of the error output. */
  readonly errors: readonly string[];
}

/** Reads everything that was delivered to S3. */
export const readLake = async ({ apis: { s3 } }: SimulatedCloud): Promise<Lake> => {
  const lines: string[] = [];
  const errors: string[] = [];
  let objects = 0;
  for (const { Name } of (await s3.ListBuckets({})).Buckets ?? []) {
    for (const { Key = '' } of (await s3.ListObjectsV2({ Bucket: Name })).Contents ?? []) {
      const isData = Key.startsWith('sales/');
      if (!isData && !Key.startsWith('errors/')) continue;
      const { Body, ContentEncoding } = await s3.GetObject({ Bucket: Name, Key });
      const bytes = Buffer.from(Body as Uint8Array);
      const text = (ContentEncoding === 'gzip' ? gunzipSync(bytes) : bytes).toString('utf8');
      (isData ? lines : errors).push(...text.split('\n').filter((line) => line !== ''));
      objects += isData ? 1 : 0;
    }
  }
  return { lines, rows: lines.map((line) => JSON.parse(line) as Row), objects, errors };
};
