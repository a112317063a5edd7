import type { CopyObjectCommandInput } from '@aws-sdk/client-s3';
import type { DiskFile } from '../../core/disk.js';
import { checkRead } from './conditions.js';
import { invalidArgument, noSuchKey, preconditionFailed } from './errors.js';
import { checkOwner } from './honoured-members.js';
import { requireKey } from './key-rules.js';
import type { ObjectMetadata } from './object-metadata.js';
import type { S3State } from './s3-state.js';

export const COPY_SOURCE_MEMBERS: readonly string[] = [
  'CopySource',
  'CopySourceIfMatch',
  'CopySourceIfNoneMatch',
  'CopySourceIfModifiedSince',
  'CopySourceIfUnmodifiedSince',
  'ExpectedSourceBucketOwner',
];

type CopySourceInput = Pick<
  CopyObjectCommandInput,
  | 'CopySource'
  | 'CopySourceIfMatch'
  | 'CopySourceIfNoneMatch'
  | 'CopySourceIfModifiedSince'
  | 'CopySourceIfUnmodifiedSince'
  | 'ExpectedSourceBucketOwner'
>;

export interface CopySource {
  readonly bucketName: string;
  readonly metadata: ObjectMetadata;
  /** The caller closes it. */
  readonly file: DiskFile;
}

/** The object to copy from, if the request's conditions hold for it. */
export const openCopySource = async (input: CopySourceInput, state: S3State): Promise<CopySource> => {
  checkOwner(input.ExpectedSourceBucketOwner, state.context.accountId);
  const [, bucketName, encodedKey] = /^\/?([^/]+)\/(.+)$/s.exec(input.CopySource ?? '') ?? [];
  if (bucketName === undefined || encodedKey === undefined)
    throw invalidArgument('Copy Source must mention the source bucket and key: sourcebucket/sourcekey');
  const key = requireKey(decodeKey(encodedKey));
  const opened = await (await state.require(bucketName)).open(key);
  if (!opened) throw noSuchKey(key);
  try {
    checkSource(input, opened.metadata);
    return { bucketName, ...opened };
  } catch (error) {
    await opened.file.close();
    throw error;
  }
};

/** Of a source, S3 answers 412 where of a read it would answer 304. */
const checkSource = (input: CopySourceInput, metadata: ObjectMetadata): void => {
  const { CopySourceIfNoneMatch: IfNoneMatch, CopySourceIfModifiedSince: IfModifiedSince } = input;
  checkRead({ IfMatch: input.CopySourceIfMatch, IfUnmodifiedSince: input.CopySourceIfUnmodifiedSince }, metadata);
  try {
    checkRead({ IfNoneMatch, IfModifiedSince }, metadata);
  } catch {
    throw preconditionFailed(
      IfNoneMatch === undefined ? 'x-amz-copy-source-If-Modified-Since' : 'x-amz-copy-source-If-None-Match',
    );
  }
};

const decodeKey = (encodedKey: string): string => {
  if (encodedKey.includes('?versionId=')) throw invalidArgument('This bucket keeps no versions; leave out versionId.');
  try {
    return decodeURIComponent(encodedKey);
  } catch {
    throw invalidArgument('Copy Source must be URL-encoded.');
  }
};
