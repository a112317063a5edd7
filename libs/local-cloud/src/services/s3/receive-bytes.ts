import { AwsError, startChecksum } from '@sales-cdc/aws-wire';
import { createHash } from 'node:crypto';
import type { Disk } from '../../core/disk.js';
import { badDigest, type Claims, type ObjectChecksum } from './object-checksum.js';

export type Bytes = Uint8Array | AsyncIterable<Uint8Array>;

/** What is known of bytes once they are all there. */
export interface Received {
  /** In hexadecimal. */
  readonly md5: string;
  readonly sizeBytes: number;
  readonly checksum?: ObjectChecksum;
}

/** Writes the bytes to the file; throws `BadDigest` when they are not what the sender claims. */
export const receiveBytes = async (
  disk: Disk,
  path: string,
  bytes: Bytes,
  { contentMd5, checksum }: Claims,
): Promise<Received> => {
  const md5 = createHash('md5');
  const running = checksum && startChecksum(checksum.algorithm);
  let sizeBytes = 0;
  const file = await disk.open(path, 'w');
  try {
    for await (const chunk of bytes instanceof Uint8Array ? [bytes] : bytes) {
      md5.update(chunk);
      running?.update(chunk);
      sizeBytes += chunk.byteLength;
      await file.writeFile(chunk);
    }
  } finally {
    await file.close();
  }
  const digest = md5.digest();
  if (contentMd5 !== undefined && contentMd5 !== digest.toString('base64'))
    throw new AwsError('BadDigest', 'The Content-MD5 you specified did not match what we received.', 400);
  const received = { md5: digest.toString('hex'), sizeBytes };
  if (!checksum || !running) return received;
  const value = running.digest().toString('base64');
  if (checksum.value !== undefined && checksum.value !== value) throw badDigest(checksum.algorithm);
  return { ...received, checksum: { algorithm: checksum.algorithm, value, type: 'FULL_OBJECT' } };
};
