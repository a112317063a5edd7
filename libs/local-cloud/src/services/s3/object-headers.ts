import { describeChecksum } from './object-checksum.js';
import type { ObjectHeaders, ObjectMetadata } from './object-metadata.js';

export const HEADER_MEMBERS = [
  'ContentType',
  'ContentEncoding',
  'ContentLanguage',
  'ContentDisposition',
  'CacheControl',
] as const;

/** The headers of a request that the object keeps. */
export const givenHeaders = (input: {
  readonly [Name in (typeof HEADER_MEMBERS)[number]]?: string | undefined;
}): ObjectHeaders =>
  Object.fromEntries(HEADER_MEMBERS.flatMap((name) => (input[name] === undefined ? [] : [[name, input[name]]])));

/** HTTP header names have no case; S3 gives them back in lower case. */
export const lowerCaseNames = (
  metadata: Readonly<Record<string, string>> | undefined,
): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(metadata ?? {}).map(([name, value]) => [name.toLowerCase(), value]));

interface DescriptionRequest {
  readonly ChecksumMode?: string | undefined;
  /** A part of an object has not the checksum of the whole. */
  readonly Range?: string | undefined;
}

/** What GetObject and HeadObject say alike. */
export const describeObject = (
  { etag, lastModifiedMs, headers, userMetadata, checksum, tags }: ObjectMetadata,
  { ChecksumMode, Range }: DescriptionRequest,
) => ({
  ETag: `"${etag}"`,
  LastModified: new Date(lastModifiedMs),
  AcceptRanges: 'bytes',
  Metadata: { ...userMetadata },
  // S3's own default.
  ContentType: 'binary/octet-stream',
  ...headers,
  ...(ChecksumMode === 'ENABLED' && Range === undefined && describeChecksum(checksum)),
  ...(tags && Object.keys(tags).length > 0 && { TagCount: Object.keys(tags).length }),
});
