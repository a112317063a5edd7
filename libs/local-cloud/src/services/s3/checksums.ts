import { AwsError } from '@sales-cdc/aws-wire';
import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { notImplemented } from './errors.js';
import type { PutObjectCommandInput } from '@aws-sdk/client-s3';

type Checksums = Pick<PutObjectCommandInput, 'ContentMD5' | 'ChecksumCRC32' | 'ChecksumSHA1' | 'ChecksumSHA256'>;

/**
 * Throws if the bytes are not those that the sender counted.
 *
 * Differs: CRC32C, CRC64NVME and SHA512 are accepted without being checked.
 */
export const checkChecksums = (body: Uint8Array | AsyncIterable<Uint8Array>, checksums: Checksums): void => {
  const check = (expected: string | undefined, actual: (bytes: Uint8Array) => string): void => {
    if (expected === undefined) return;
    if (!(body instanceof Uint8Array)) throw notImplemented('the checksum of a streamed body');
    if (expected === actual(body)) return;
    throw new AwsError('BadDigest', 'The checksum you specified did not match the calculated checksum.', 400);
  };
  check(checksums.ContentMD5, (bytes) => createHash('md5').update(bytes).digest('base64'));
  check(checksums.ChecksumSHA1, (bytes) => createHash('sha1').update(bytes).digest('base64'));
  check(checksums.ChecksumSHA256, (bytes) => createHash('sha256').update(bytes).digest('base64'));
  check(checksums.ChecksumCRC32, (bytes) => crc32Of(bytes));
};

const crc32Of = (bytes: Uint8Array): string => {
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(bytes));
  return sum.toString('base64');
};
