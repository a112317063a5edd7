import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { crc32c } from './crc32c.js';
import { Crc64Nvme } from './crc64nvme.js';

/** The checksums of S3 that are computed here. Differs: XXHASH64, XXHASH3 and XXHASH128 are not. */
export const CHECKSUM_ALGORITHMS = ['CRC32', 'CRC32C', 'CRC64NVME', 'MD5', 'SHA1', 'SHA256', 'SHA512'] as const;
export type ChecksumAlgorithm = (typeof CHECKSUM_ALGORITHMS)[number];

/** A checksum of bytes that come piece by piece. */
export interface RunningChecksum {
  update(bytes: Uint8Array): void;
  /** To be asked once, after the last piece. */
  digest(): Buffer;
}

class RunningCrc implements RunningChecksum {
  #value = 0;

  constructor(private readonly next: (bytes: Uint8Array, before: number) => number) {}

  update(bytes: Uint8Array): void {
    this.#value = this.next(bytes, this.#value);
  }

  digest(): Buffer {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(this.#value);
    return bytes;
  }
}

/**
 * Begins a checksum. `digest().toString('base64')` is what `x-amz-checksum-…` carries.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html
 */
export const startChecksum = (algorithm: ChecksumAlgorithm): RunningChecksum => {
  switch (algorithm) {
    case 'CRC32':
      return new RunningCrc((bytes, before) => crc32(bytes, before));
    case 'CRC32C':
      return new RunningCrc(crc32c);
    case 'CRC64NVME':
      return new Crc64Nvme();
    default:
      return createHash(algorithm.toLowerCase());
  }
};

/** How many bytes a checksum has. */
export const CHECKSUM_BYTES: Readonly<Record<ChecksumAlgorithm, number>> = {
  CRC32: 4,
  CRC32C: 4,
  CRC64NVME: 8,
  MD5: 16,
  SHA1: 20,
  SHA256: 32,
  SHA512: 64,
};
