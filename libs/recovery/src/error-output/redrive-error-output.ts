import { isLeft } from 'fp-ts/lib/Either.js';
import { ERROR_PREFIX, SALES_PREFIX, placeSale } from '@sales-cdc/partitioning';
import { recordReader, saleStream, type Outcome } from '@sales-cdc/stream-codec';
import { gzipDamage } from '../objects/damaged-gzip.js';
import { joinedLines, readObject, zippedLines, type ObjectLines } from '../objects/lines.js';
import { keysUnder, type ObjectStore } from '../objects/object-store.js';
import { folderOf, writeRows, type PlacedRow } from '../objects/write-rows.js';
import { readErrorLine } from './error-line.js';

export interface ErrorOutputRedrive {
  /** Objects of the error output that were looked at. */
  readonly objects: number;
  /** Records that are rows of the lake now; in a dry run those that would be. */
  readonly redriven: number;
  /** Records that stay where they are, each with the reason; line 0 is the object as a whole. */
  readonly kept: readonly { readonly key: string; readonly line: number; readonly reason: string }[];
}

export interface RedriveErrorOutputOptions {
  readonly store: ObjectStore;
  /** The bucket of the lake and of its error output. */
  readonly bucket: string;
  /** Milliseconds since 1970: what `processed_at` says, and which days the table holds. */
  readonly nowMs: number;
  /** Looks and tells, and changes nothing. */
  readonly dryRun?: boolean;
  readonly onObject?: (key: string) => void;
}

/**
 * Reads the raw data of every record in the error output with today's codec. What is a sale now becomes rows of the
 * lake and leaves the error output; what is still none stays there, with its reason told.
 *
 * Law: doing it twice, or again after it was cut short at any point, leaves the lake as doing it once. The rows' object
 * is named by what is in it, and is there before the records leave the error output.
 */
export const redriveErrorOutput = async (options: RedriveErrorOutputOptions): Promise<ErrorOutputRedrive> => {
  const { store, bucket, nowMs, dryRun = false, onObject } = options;
  const read = recordReader(saleStream, placeSale)(nowMs);
  let objects = 0;
  let redriven = 0;
  const kept: { key: string; line: number; reason: string }[] = [];
  for await (const key of keysUnder(store, bucket, ERROR_PREFIX)) {
    onObject?.(key);
    objects += 1;
    const object = await readable(store, bucket, key);
    if (typeof object === 'string') {
      kept.push({ key, line: 0, reason: object });
      continue;
    }
    const sorted = sortLines(object.lines, read);
    if (!dryRun) await moveToLake(sorted, { key, isGzip: object.isGzip }, options);
    redriven += sorted.rows.length;
    kept.push(...sorted.kept.map(({ line, reason }) => ({ key, line, reason })));
  }
  return { objects, redriven, kept };
};

/** The object's lines, or one sentence when it is packed and damaged. */
const readable = async (store: ObjectStore, bucket: string, key: string): Promise<ObjectLines | string> => {
  try {
    return await readObject(store, bucket, key);
  } catch (error) {
    const damage = gzipDamage(error);
    if (damage === undefined) throw error;
    return `the object is no sound gzip: ${damage}`;
  }
};

interface SortedLines {
  readonly rows: readonly PlacedRow[];
  readonly kept: readonly { readonly line: number; readonly text: string; readonly reason: string }[];
}

const sortLines = (lines: readonly string[], read: (rawData: string) => Outcome): SortedLines => {
  const rows: PlacedRow[] = [];
  const kept: SortedLines['kept'][number][] = [];
  lines.forEach((text, index) => {
    const error = readErrorLine(text);
    const outcome = isLeft(error) ? undefined : read(error.right.rawData);
    if (isLeft(error)) kept.push({ line: index + 1, text, reason: error.left });
    else if (outcome && isLeft(outcome)) kept.push({ line: index + 1, text, reason: outcome.left.details.join('; ') });
    else if (outcome) {
      const { line, partitionKeys } = outcome.right;
      rows.push({ folder: folderOf(partitionKeys), origin: error.right.rawData, line });
    }
  });
  return { rows, kept };
};

const moveToLake = async (
  { rows, kept }: SortedLines,
  { key: Key, isGzip }: { readonly key: string; readonly isGzip: boolean },
  { store, bucket: Bucket }: RedriveErrorOutputOptions,
): Promise<void> => {
  if (rows.length === 0) return;
  await writeRows(rows, { store, bucket: Bucket, prefix: SALES_PREFIX, label: 'redriven' });
  if (kept.length === 0) {
    await store.DeleteObject({ Bucket, Key });
    return;
  }
  const texts = kept.map(({ text }) => text);
  // Packed as it was: Athena goes by the ending of the name.
  await store.PutObject({ Bucket, Key, Body: isGzip ? zippedLines(texts) : joinedLines(texts) });
};
