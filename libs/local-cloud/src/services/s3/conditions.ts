import { AwsError } from '@sales-cdc/aws-wire';
import { noSuchKey, preconditionFailed } from './errors.js';
import type { ObjectMetadata } from './object-metadata.js';

const namesEtag = (condition: string, etag: string): boolean =>
  condition.split(',').some((one) => one.trim() === '*' || one.trim().replace(/^(W\/)?"(.*)"$/, '$2') === etag);

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html */
export const checkWrite = (
  { IfMatch, IfNoneMatch }: { readonly IfMatch?: string | undefined; readonly IfNoneMatch?: string | undefined },
  key: string,
  current: ObjectMetadata | undefined,
): void => {
  if (IfMatch !== undefined && !current) throw noSuchKey(key);
  if (IfMatch !== undefined && current && !namesEtag(IfMatch, current.etag)) throw preconditionFailed('If-Match');
  if (IfNoneMatch !== undefined && current && namesEtag(IfNoneMatch, current.etag))
    throw preconditionFailed('If-None-Match');
};

interface ReadConditions {
  readonly IfMatch?: string | undefined;
  readonly IfNoneMatch?: string | undefined;
  readonly IfModifiedSince?: Date | undefined;
  readonly IfUnmodifiedSince?: Date | undefined;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-reads.html */
export const checkRead = (conditions: ReadConditions, { etag, lastModifiedMs }: ObjectMetadata): void => {
  const { IfMatch, IfNoneMatch, IfModifiedSince, IfUnmodifiedSince } = conditions;
  const lastModified = Math.floor(lastModifiedMs / 1000) * 1000; // HTTP dates have whole seconds
  if (IfMatch !== undefined && !namesEtag(IfMatch, etag)) throw preconditionFailed('If-Match');
  if (IfMatch === undefined && IfUnmodifiedSince && lastModified > IfUnmodifiedSince.getTime())
    throw preconditionFailed('If-Unmodified-Since');
  if (IfNoneMatch !== undefined && namesEtag(IfNoneMatch, etag)) throw notModified();
  if (IfNoneMatch === undefined && IfModifiedSince && lastModified <= IfModifiedSince.getTime()) throw notModified();
};

const notModified = (): AwsError => new AwsError('NotModified', 'Not Modified', 304);
