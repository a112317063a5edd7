import { SALES_PREFIX } from '@sales-cdc/partitioning';
import type { LakeStore } from './ports.js';

/** One object of the lake. */
export interface LakeObject {
  readonly key: string;
  readonly bytes: number;
  /** Changes when the object is replaced. */
  readonly etag: string;
  readonly modifiedMs: number;
}

/** The objects that queries of a day read. */
export interface LakeDay {
  /** `yyyy-MM-dd` */
  readonly day: string;
  readonly objects: readonly LakeObject[];
}

/** The folder of a day. */
export const dayFolder = (day: string): string => `${SALES_PREFIX}dt=${day}/`;

const DAY_KEY = new RegExp(`^${SALES_PREFIX}dt=(\\d{4}-\\d{2}-\\d{2})/(?:.*/)?([^/]+)$`);

/** Every object under a prefix that queries read, in the order of the keys; from a key on, if one is given. */
export async function* objectsUnder(
  store: Pick<LakeStore, 'ListObjectsV2'>,
  Bucket: string,
  Prefix: string,
  StartAfter?: string,
): AsyncGenerator<LakeObject> {
  let ContinuationToken: string | undefined;
  do {
    const page = await store.ListObjectsV2({ Bucket, Prefix, StartAfter, ContinuationToken });
    for (const { Key, Size = 0, ETag = '', LastModified } of page.Contents ?? [])
      if (Key !== undefined) yield { key: Key, bytes: Size, etag: ETag, modifiedMs: LastModified?.getTime() ?? 0 };
    ContinuationToken = page.NextContinuationToken;
  } while (ContinuationToken !== undefined);
}

/** The days of the lake, or the one day, each with its objects. What is in no day's folder, or hidden from queries, is left out. */
export async function* lakeDays(
  store: Pick<LakeStore, 'ListObjectsV2'>,
  bucket: string,
  onlyDay?: string,
): AsyncGenerator<LakeDay> {
  let current: { day: string; objects: LakeObject[] } | undefined;
  for await (const object of objectsUnder(store, bucket, onlyDay === undefined ? SALES_PREFIX : dayFolder(onlyDay))) {
    const [, day, name = ''] = DAY_KEY.exec(object.key) ?? [];
    // Athena reads no object whose name begins so.
    if (day === undefined || name.startsWith('_') || name.startsWith('.')) continue;
    if (current?.day !== day) {
      if (current) yield current;
      current = { day, objects: [] };
    }
    current.objects.push(object);
  }
  if (current) yield current;
}
