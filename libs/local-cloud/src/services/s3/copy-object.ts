import type { CopyObjectCommandInput, CopyObjectCommandOutput } from '@aws-sdk/client-s3';
import { readFile } from 'node:fs/promises';
import { checkWrite } from './conditions.js';
import { invalidArgument, noSuchKey } from './errors.js';
import { checkOwner, refuseOtherMembers } from './honoured-members.js';
import { requireKey } from './key-rules.js';
import { givenHeaders, lowerCaseNames } from './object-headers.js';
import type { ObjectMetadata } from './object-metadata.js';
import type { S3State } from './s3-state.js';

const HONOURED: readonly string[] = [
  ...['Key', 'CopySource', 'MetadataDirective', 'Metadata', 'IfMatch', 'IfNoneMatch'],
  ...['ContentType', 'ContentEncoding', 'ContentLanguage', 'ContentDisposition', 'CacheControl'],
];

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html */
export const copyObject = async (
  input: CopyObjectCommandInput,
  state: S3State,
): Promise<Omit<CopyObjectCommandOutput, '$metadata'>> => {
  refuseOtherMembers(input, HONOURED);
  const { clock, observer, accountId } = state.context;
  checkOwner(input.ExpectedBucketOwner, accountId);
  const target = await state.require(input.Bucket);
  const key = requireKey(input.Key);
  const source = await readSource(input.CopySource, state);

  const described =
    input.MetadataDirective === 'REPLACE'
      ? { headers: givenHeaders(input), userMetadata: lowerCaseNames(input.Metadata) }
      : source.metadata;
  const object = { key, lastModifiedMs: clock.now(), headers: described.headers, userMetadata: described.userMetadata };
  const { etag, sizeBytes, lastModifiedMs } = await target.put(object, source.bytes, (current) => {
    checkWrite(input, key, current);
  });
  observer.objectCreated?.({ bucket: target.name, key, sizeBytes });
  return { CopyObjectResult: { ETag: `"${etag}"`, LastModified: new Date(lastModifiedMs) } };
};

const readSource = async (
  copySource: string | undefined,
  state: S3State,
): Promise<{ metadata: ObjectMetadata; bytes: Uint8Array }> => {
  const [, bucketName, encodedKey] = /^\/?([^/]+)\/(.+)$/s.exec(copySource ?? '') ?? [];
  if (bucketName === undefined || encodedKey === undefined)
    throw invalidArgument('Copy Source must mention the source bucket and key: sourcebucket/sourcekey');
  const key = decodeKey(encodedKey);
  const opened = await (await state.require(bucketName)).open(key);
  if (!opened) throw noSuchKey(key);
  try {
    return { metadata: opened.metadata, bytes: await readFile(opened.file) };
  } finally {
    await opened.file.close();
  }
};

const decodeKey = (encodedKey: string): string => {
  try {
    return decodeURIComponent(encodedKey);
  } catch {
    throw invalidArgument('Copy Source must be URL-encoded.');
  }
};
