import { invalidArgument, invalidRequest } from '../errors.js';
import type { Bucket } from '../bucket.js';
import type { Claims } from '../object-checksum.js';
import type { Bytes } from '../receive-bytes.js';
import type { MultipartUpload, PartRecord } from './multipart-upload.js';

const MOST_PARTS = 10_000;

export const requirePartNumber = (number: number | undefined): number => {
  if (number !== undefined && Number.isInteger(number) && number >= 1 && number <= MOST_PARTS) return number;
  throw invalidArgument(`Part number must be an integer between 1 and ${MOST_PARTS}, inclusive`);
};

/** Receives a part with the checksum that the upload has announced, if it has. */
export const storePart = (
  bucket: Bucket,
  upload: MultipartUpload,
  part: Pick<PartRecord, 'number' | 'lastModifiedMs'>,
  bytes: Bytes,
  claims: Claims,
): Promise<PartRecord> => {
  const announced = upload.record.checksum?.algorithm;
  const given = claims.checksum?.algorithm;
  if (announced !== undefined && given !== undefined && given !== announced)
    throw invalidRequest(
      `Checksum Type mismatch occurred, expected checksum Type: ${announced.toLowerCase()}, actual checksum Type: ${given.toLowerCase()}`,
    );
  const checksum = claims.checksum ?? (announced && { algorithm: announced });
  return bucket.receive(bytes, { ...claims, checksum }, async (received, path) => {
    const stored = { ...part, ...received };
    await upload.take(stored, path);
    return stored;
  });
};
