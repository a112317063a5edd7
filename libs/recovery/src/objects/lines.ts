import { gunzipSync, gzipSync } from 'node:zlib';
import type { ObjectStore } from './object-store.js';

/** The text of an object of lines. */
export interface ObjectLines {
  readonly lines: readonly string[];
  /** Whether its first bytes said that it is packed. */
  readonly isGzip: boolean;
}

/** The lines of an object, unzipped where its first bytes say so. Throws when it is packed and damaged. */
export const readObject = async (
  store: Pick<ObjectStore, 'GetObject'>,
  Bucket: string,
  Key: string,
): Promise<ObjectLines> => {
  const bytes = await bytesOf((await store.GetObject({ Bucket, Key })).Body);
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const text = (isGzip ? gunzipSync(bytes) : bytes).toString('utf8');
  return { lines: text.split('\n').filter((line) => line !== ''), isGzip };
};

/** The lines of {@link readObject} alone. */
export const readLines = async (
  store: Pick<ObjectStore, 'GetObject'>,
  Bucket: string,
  Key: string,
): Promise<readonly string[]> => (await readObject(store, Bucket, Key)).lines;

/** Lines that end in a newline each. */
export const joinedLines = (lines: readonly string[]): Uint8Array =>
  Buffer.from(lines.map((line) => (line.endsWith('\n') ? line : `${line}\n`)).join(''));

/** Lines that end in a newline each, zipped as the delivery stream does. */
export const zippedLines = (lines: readonly string[]): Uint8Array => gzipSync(joinedLines(lines));

/** A body as the SDK gives it (a stream), or as it lies in memory. */
export const bytesOf = async (body: unknown): Promise<Buffer> => {
  if (body instanceof Uint8Array) return Buffer.from(body);
  if (body === undefined) return Buffer.alloc(0);
  const chunks: Uint8Array[] = [];
  for await (const chunk of body as AsyncIterable<Uint8Array>) chunks.push(chunk);
  return Buffer.concat(chunks);
};
