import type { ObjectHeaders, ObjectMetadata } from './object-metadata.js';

const NAMES = ['ContentType', 'ContentEncoding', 'ContentLanguage', 'ContentDisposition', 'CacheControl'] as const;

/** The headers of a request that the object keeps. */
export const givenHeaders = (input: {
  readonly [Name in (typeof NAMES)[number]]?: string | undefined;
}): ObjectHeaders =>
  Object.fromEntries(NAMES.flatMap((name) => (input[name] === undefined ? [] : [[name, input[name]]])));

/** HTTP header names have no case; S3 gives them back in lower case. */
export const lowerCaseNames = (
  metadata: Readonly<Record<string, string>> | undefined,
): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(metadata ?? {}).map(([name, value]) => [name.toLowerCase(), value]));

/** What GetObject and HeadObject say alike. */
export const describeObject = ({ etag, lastModifiedMs, headers, userMetadata }: ObjectMetadata) => ({
  ETag: `"${etag}"`,
  LastModified: new Date(lastModifiedMs),
  AcceptRanges: 'bytes',
  Metadata: { ...userMetadata },
  // S3's own default.
  ContentType: 'binary/octet-stream',
  ...headers,
});
