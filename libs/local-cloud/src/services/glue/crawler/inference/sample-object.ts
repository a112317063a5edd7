import { Readable } from 'node:stream';
import { createGunzip, constants } from 'node:zlib';
import type { CrawlerPorts } from '../crawler-ports.js';

/** How much of a file a crawler looks at, packed or unpacked. */
const SAMPLE_BYTES = 1024 * 1024;

/** The beginning of an object, unpacked. */
export interface ObjectSample {
  readonly bytes: Uint8Array;
  readonly compression: 'gzip' | 'none';
  /** Whether the object goes on after the sample. */
  readonly isCut: boolean;
}

/** Reads the beginning of an object that is not empty; gzip is known by its first bytes, whatever the key says. */
export const sampleObject = async (
  { bucket, key, sizeBytes }: { readonly bucket: string; readonly key: string; readonly sizeBytes: number },
  { s3 }: CrawlerPorts,
): Promise<ObjectSample> => {
  const { Body } = await s3.GetObject({ Bucket: bucket, Key: key, Range: `bytes=0-${SAMPLE_BYTES - 1}` });
  const { bytes: stored } = await firstBytes(Body instanceof Uint8Array ? Readable.from([Body]) : Body);
  const isPartOfObject = sizeBytes > stored.length;
  if (stored[0] !== 0x1f || stored[1] !== 0x8b) return { bytes: stored, compression: 'none', isCut: isPartOfObject };
  const { bytes, isMore } = await firstBytes(unpacked(stored));
  return { bytes, compression: 'gzip', isCut: isPartOfObject || isMore };
};

/** A part of an archive unpacks as far as it goes. */
const unpacked = (stored: Uint8Array): Readable =>
  Readable.from([stored]).pipe(createGunzip({ finishFlush: constants.Z_SYNC_FLUSH }));

/** As many bytes as a sample has; the rest is never unpacked, however much it would be. */
const firstBytes = async (stream: Readable): Promise<{ readonly bytes: Uint8Array; readonly isMore: boolean }> => {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of stream as AsyncIterable<Uint8Array>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > SAMPLE_BYTES) break;
  }
  return { bytes: Buffer.concat(chunks).subarray(0, SAMPLE_BYTES), isMore: length > SAMPLE_BYTES };
};
