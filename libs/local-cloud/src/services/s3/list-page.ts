import type { _Object, CommonPrefix } from '@aws-sdk/client-s3';
import { compareKeys } from './key-order.js';
import type { ObjectIndex } from './object-index.js';
import type { ObjectMetadata } from './object-metadata.js';

/** S3 never lists more at once. */
const MOST_PER_PAGE = 1000;

export interface ListQuery {
  readonly prefix: string;
  readonly delimiter: string;
  /** The listing goes on after this key or common prefix. */
  readonly after: string;
  readonly maxKeys: number | undefined;
}

export interface ListPage {
  readonly objects: readonly ObjectMetadata[];
  readonly commonPrefixes: readonly string[];
  readonly maxKeys: number;
  /** The last key or common prefix of the page, when there is more. */
  readonly more: string | undefined;
}

/** One page of a bucket: objects in UTF-8 order, those that share a prefix up to the delimiter rolled into one entry. */
export const listPage = (index: ObjectIndex, { prefix, delimiter, after, maxKeys }: ListQuery): ListPage => {
  const limit = Math.min(maxKeys ?? MOST_PER_PAGE, MOST_PER_PAGE);
  const objects: ObjectMetadata[] = [];
  const commonPrefixes: string[] = [];
  let last = after;
  for (const object of index.under(prefix, after)) {
    const entry = commonPrefixOf(object.key, prefix, delimiter) ?? object.key;
    if (compareKeys(entry, last) <= 0) continue; // listed already, by itself or in its common prefix
    if (objects.length + commonPrefixes.length === limit)
      // S3 calls a page whole that was to have no entries.
      return { objects, commonPrefixes, maxKeys: limit, more: limit === 0 ? undefined : last };
    if (entry === object.key && !isCommonPrefix(entry, prefix, delimiter)) objects.push(object);
    else commonPrefixes.push(entry);
    last = entry;
  }
  return { objects, commonPrefixes, maxKeys: limit, more: undefined };
};

const commonPrefixOf = (key: string, prefix: string, delimiter: string): string | undefined => {
  if (delimiter === '') return undefined;
  const end = key.indexOf(delimiter, prefix.length);
  return end < 0 ? undefined : key.slice(0, end + delimiter.length);
};

const isCommonPrefix = (entry: string, prefix: string, delimiter: string): boolean =>
  commonPrefixOf(entry, prefix, delimiter) === entry;

/** The listing as the wire has it; with `url`, names are percent-encoded so that XML can hold them. */
export const describePage = (
  { objects, commonPrefixes }: ListPage,
  encodingType: string | undefined,
): { Contents: _Object[]; CommonPrefixes: CommonPrefix[] } => {
  const encode = nameEncoder(encodingType);
  return {
    Contents: objects.map(({ key, etag, sizeBytes, lastModifiedMs }) => ({
      Key: encode(key),
      ETag: `"${etag}"`,
      Size: sizeBytes,
      LastModified: new Date(lastModifiedMs),
      StorageClass: 'STANDARD',
    })),
    CommonPrefixes: commonPrefixes.map((commonPrefix) => ({ Prefix: encode(commonPrefix) })),
  };
};

export const nameEncoder = (encodingType: string | undefined): ((name: string) => string) =>
  encodingType === 'url' ? (name) => encodeURIComponent(name).replaceAll('%2F', '/') : (name) => name;
