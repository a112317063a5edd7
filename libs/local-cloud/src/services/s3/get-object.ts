import type { GetObjectCommandInput, GetObjectCommandOutput } from '@aws-sdk/client-s3';
import type { Readable } from 'node:stream';
import type { DiskFile } from '../../core/disk.js';
import { byteRange } from './byte-range.js';
import { checkRead } from './conditions.js';
import { noSuchKey } from './errors.js';
import { checkOwner, refuseOtherMembers } from './honoured-members.js';
import { requireKey } from './key-rules.js';
import { describeObject } from './object-headers.js';
import { READ_MEMBERS, responseHeaders } from './read-members.js';
import type { S3State } from './s3-state.js';

/** The body is in memory when it is small, and a stream that closes its file when it is not. */
export type GetObjectOutput = Omit<GetObjectCommandOutput, '$metadata' | 'Body'> & {
  readonly Body: Uint8Array | Readable;
};

const READ_AT_ONCE_BYTES = 1024 * 1024;

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html */
export const getObject = async (input: GetObjectCommandInput, state: S3State): Promise<GetObjectOutput> => {
  refuseOtherMembers(input, READ_MEMBERS);
  checkOwner(input.ExpectedBucketOwner, state.context.accountId);
  const key = requireKey(input.Key);
  const opened = await (await state.require(input.Bucket)).open(key);
  if (!opened) throw noSuchKey(key);

  const { metadata, file } = opened;
  try {
    checkRead(input, metadata);
    const range = byteRange(input.Range, metadata.sizeBytes);
    const { first, last } = range ?? { first: 0, last: metadata.sizeBytes - 1 };
    return {
      ...describeObject(metadata, input),
      ...responseHeaders(input),
      ContentLength: last - first + 1,
      ...(range && { ContentRange: `bytes ${first}-${last}/${metadata.sizeBytes}` }),
      Body: await readBody(file, first, last),
    };
  } catch (error) {
    await file.close();
    throw error;
  }
};

const readBody = async (file: DiskFile, first: number, last: number): Promise<Uint8Array | Readable> => {
  const length = last - first + 1;
  if (length > READ_AT_ONCE_BYTES) return file.createReadStream({ start: first, end: last });
  const bytes = new Uint8Array(length);
  await file.read(bytes, 0, length, first);
  await file.close();
  return bytes;
};
