import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { chunksOf, unzippedLines } from '../objects/stream-lines.js';
import type { Scratch } from '../scratch/scratch.js';
import { DamagedObject } from './damaged-object.js';
import type { LakeObject } from './lake-object.js';
import type { LakeStore } from './ports.js';
import { readRowLine } from './row-line.js';
import { SortedRows } from './sorted-rows.js';

export interface MergedObject {
  /** Zipped lines in order. */
  readonly body: Uint8Array;
  /** Of the lines: the same rows have the same. */
  readonly digest: string;
  readonly rows: number;
  /** Copies of a change that were left out. */
  readonly repeats: number;
}

const WRITE_LENGTH = 64 * 1024;

/** The rows of the objects as one. Throws {@link DamagedObject}. Memory: 32 MiB of text, and twice the zipped result. */
export const mergeObjects = async (
  store: Pick<LakeStore, 'GetObject'>,
  bucket: string,
  group: readonly LakeObject[],
  scratch: Scratch,
): Promise<MergedObject> => {
  const sorted = new SortedRows(scratch);
  try {
    for (const object of group) await addRows(sorted, store, bucket, object);
    const hash = createHash('sha256');
    const chunks: Uint8Array[] = [];
    await pipeline(texts(sorted, hash), createGzip(), async (zipped: AsyncIterable<Uint8Array>) => {
      for await (const chunk of zipped) chunks.push(chunk);
    });
    const digest = hash.digest('hex').slice(0, 32);
    return { body: Buffer.concat(chunks), digest, rows: sorted.count, repeats: sorted.repeats };
  } finally {
    await sorted.clear();
  }
};

const addRows = async (
  sorted: SortedRows,
  store: Pick<LakeStore, 'GetObject'>,
  Bucket: string,
  { key: Key, etag }: LakeObject,
): Promise<void> => {
  const { Body } = await store.GetObject({ Bucket, Key, IfMatch: etag });
  let number = 0;
  for await (const line of readable(Key, unzippedLines(chunksOf(Body)))) {
    number += 1;
    const row = readRowLine(line);
    if (!row) throw new DamagedObject(`line ${number} of ${Key} is no row of the lake`);
    await sorted.add(row);
  }
};

/** What zlib says of a damaged body becomes a sentence with the object's name. */
async function* readable(key: string, lines: AsyncIterable<string>): AsyncGenerator<string> {
  try {
    yield* lines;
  } catch (error) {
    if (!isZlibFailure(error)) throw error;
    throw new DamagedObject(`${key} cannot be unzipped: ${error.message}`, { cause: error });
  }
}

const isZlibFailure = (error: unknown): error is { readonly message: string } =>
  typeof error === 'object' && error !== null && 'code' in error && String(error.code).startsWith('Z_');

async function* texts(sorted: SortedRows, hash: { update(text: string): unknown }): AsyncGenerator<string> {
  let text = '';
  for await (const { line } of sorted.merged()) {
    text += `${line}\n`;
    if (text.length < WRITE_LENGTH) continue;
    hash.update(text);
    yield text;
    text = '';
  }
  hash.update(text);
  yield text;
}
