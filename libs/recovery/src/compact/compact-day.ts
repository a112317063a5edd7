import type { Scratch } from '../scratch/scratch.js';
import { compactedName } from './compacted-name.js';
import { dayFolder, type LakeDay, type LakeObject } from './lake-object.js';
import { mergeObjects } from './merge-objects.js';
import { nextGroup, nextLevel, withSwapped } from './plan-day.js';
import { UnfinishedSwap } from './unfinished-swap.js';
import { swap, type Lake } from './swap.js';

export interface DayCompaction {
  readonly day: string;
  readonly before: { readonly objects: number; readonly bytes: number };
  readonly after: { readonly objects: number; readonly bytes: number };
  /** Rows that were written anew, each pass counted. */
  readonly rows: number;
  /** Copies of a change that were left out. */
  readonly repeats: number;
  /** The longest time, in milliseconds, for which rows were in an old object and in the new one. */
  readonly longestSwapMs: number;
}

export interface CompactDayOptions extends Lake {
  readonly scratch: Scratch;
  readonly targetBytes: number;
  readonly nowMs: () => number;
  readonly onGroup: (day: string, objects: number) => void;
}

/** Puts the small objects of a day together until no two are left that fit. */
export const compactDay = async (day: LakeDay, options: CompactDayOptions): Promise<DayCompaction> => {
  let current = day;
  const counts = { rows: 0, repeats: 0, longestSwapMs: 0 };
  for (let group = next(current, options); group; group = next(current, options)) {
    options.onGroup(day.day, group.length);
    const { body, digest, rows, repeats } = await mergeObjects(options.store, options.bucket, group, options.scratch);
    const key = `${dayFolder(day.day)}${compactedName(nextLevel(group), digest)}`;
    const swapMs = await swap(options, day.day, group, { key, body });
    counts.rows += rows;
    counts.repeats += repeats;
    counts.longestSwapMs = Math.max(counts.longestSwapMs, swapMs);
    current = withSwapped(current, group, await found(options, key));
  }
  return { day: day.day, before: sizeOf(day), after: sizeOf(current), ...counts };
};

const next = (day: LakeDay, { targetBytes }: CompactDayOptions) => nextGroup(day, targetBytes);

/** The object as a listing tells it, with the tag that S3 gave it. */
const found = async ({ store, bucket }: Lake, key: string): Promise<LakeObject> => {
  const { Contents: [object] = [] } = await store.ListObjectsV2({ Bucket: bucket, Prefix: key });
  if (!object) throw new UnfinishedSwap(`${key} is gone although it was just written: another compaction is running.`);
  return {
    key,
    bytes: object.Size ?? 0,
    etag: object.ETag ?? '',
    modifiedMs: object.LastModified?.getTime() ?? 0,
  };
};

/** Objects and bytes of a day. */
export const sizeOf = ({ objects }: LakeDay): { readonly objects: number; readonly bytes: number } => ({
  objects: objects.length,
  bytes: objects.reduce((sum, { bytes }) => sum + bytes, 0),
});
