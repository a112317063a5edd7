import { crc32 } from 'node:zlib';

/** What a producer puts into the log. */
export interface LogRecord {
  readonly partitionKey: string;
  readonly data: Uint8Array;
  /** Milliseconds since the epoch. */
  readonly arrivalMs: number;
}

/** A record as it is read back, with its place among the records of the log. */
export interface LogFrame extends LogRecord {
  readonly ordinal: number;
  /** Bytes in the log. */
  readonly length: number;
}

/** Bytes of the body, and the checksum of the body. */
const HEADER_BYTES = 8;
/** Ordinal, arrival and length of the partition key. */
const FIXED_BYTES = 18;

/** More than any frame has: 1 MiB of partition key and data, and what frames them. */
export const MAX_FRAME_BYTES = 1024 * 1024 + HEADER_BYTES + FIXED_BYTES;

/**
 * The frames of the records back to back, and the length of each.
 *
 * Law: `decodeFrames` gives the records back, and from any part of the bytes those that are complete in it.
 */
export const encodeFrames = (
  records: readonly LogRecord[],
  firstOrdinal: number,
): { bytes: Buffer; lengths: readonly number[] } => {
  const lengths = records.map(
    ({ partitionKey, data }) => HEADER_BYTES + FIXED_BYTES + Buffer.byteLength(partitionKey) + data.length,
  );
  const bytes = Buffer.allocUnsafe(lengths.reduce((sum, length) => sum + length, 0));
  let offset = 0;
  records.forEach((record, index) => {
    const length = lengths[index] ?? 0;
    writeFrame(bytes.subarray(offset, offset + length), record, firstOrdinal + index);
    offset += length;
  });
  return { bytes, lengths };
};

const writeFrame = (frame: Buffer, { partitionKey, data, arrivalMs }: LogRecord, ordinal: number): void => {
  const body = frame.subarray(HEADER_BYTES);
  body.writeDoubleBE(ordinal, 0);
  body.writeDoubleBE(arrivalMs, 8);
  const keyBytes = body.write(partitionKey, FIXED_BYTES);
  body.writeUInt16BE(keyBytes, 16);
  body.set(data, FIXED_BYTES + keyBytes);
  frame.writeUInt32BE(body.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
};

/** The frames up to the first that is cut off or broken. Data and bytes share memory. */
export const decodeFrames = (bytes: Buffer): readonly LogFrame[] => {
  const frames: LogFrame[] = [];
  let offset = 0;
  for (let frame = readFrame(bytes); frame; frame = readFrame(bytes.subarray(offset))) {
    frames.push(frame);
    offset += frame.length;
  }
  return frames;
};

const readFrame = (bytes: Buffer): LogFrame | undefined => {
  if (bytes.length < HEADER_BYTES + FIXED_BYTES) return undefined;
  const bodyBytes = bytes.readUInt32BE(0);
  if (bodyBytes < FIXED_BYTES || bodyBytes > bytes.length - HEADER_BYTES) return undefined;
  const body = bytes.subarray(HEADER_BYTES, HEADER_BYTES + bodyBytes);
  if (crc32(body) !== bytes.readUInt32BE(4)) return undefined;
  const dataStart = FIXED_BYTES + body.readUInt16BE(16);
  return {
    ordinal: body.readDoubleBE(0),
    arrivalMs: body.readDoubleBE(8),
    partitionKey: body.toString('utf8', FIXED_BYTES, dataStart),
    data: body.subarray(dataStart),
    length: HEADER_BYTES + bodyBytes,
  };
};
