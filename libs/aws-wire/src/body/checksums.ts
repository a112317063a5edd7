import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { AwsError } from '../aws-error.js';
import type { WireRequest } from '../pipeline/wire-message.js';
import { crc32c } from './crc32c.js';

const hash = (algorithm: string, body: Buffer): Buffer => createHash(algorithm).update(body).digest();

const fourBytes = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};

interface Checksum {
  readonly header: string;
  readonly name: string;
  readonly of: (body: Buffer) => Buffer;
}

// Differs: CRC64NVME, XXHASH and SHA512 checksums are stored as given and not verified.
const CHECKSUMS: readonly Checksum[] = [
  { header: 'x-amz-checksum-crc32', name: 'CRC32', of: (body) => fourBytes(crc32(body)) },
  { header: 'x-amz-checksum-crc32c', name: 'CRC32C', of: (body) => fourBytes(crc32c(body)) },
  { header: 'x-amz-checksum-sha1', name: 'SHA1', of: (body) => hash('sha1', body) },
  { header: 'x-amz-checksum-sha256', name: 'SHA256', of: (body) => hash('sha256', body) },
  { header: 'content-md5', name: 'Content-MD5', of: (body) => hash('md5', body) },
];

/**
 * Throws `BadDigest` when the body is not what its sender's checksum says it is.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html
 */
export const verifyChecksums = ({ headers, body }: WireRequest): void => {
  for (const { header, name, of } of CHECKSUMS) {
    const given = headers[header];
    if (given !== undefined && given !== of(body).toString('base64')) {
      throw new AwsError('BadDigest', `The ${name} you specified did not match the calculated checksum.`);
    }
  }
  const sha256 = headers['x-amz-content-sha256'];
  if (typeof sha256 === 'string' && /^[0-9a-f]{64}$/.test(sha256) && sha256 !== hash('sha256', body).toString('hex')) {
    throw new AwsError(
      'XAmzContentSHA256Mismatch',
      "The provided 'x-amz-content-sha256' header does not match what was computed.",
    );
  }
};
