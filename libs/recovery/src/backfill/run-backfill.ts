import type { ObjectStore } from '../objects/object-store.js';
import { Refusal } from '../refusal.js';
import { backfillSegment } from './backfill-segment.js';
import { BackfillJournal, type ItemRefusal, type SegmentProgress } from './checkpoint.js';
import type { ItemSource } from './item-source.js';

export interface BackfillOptions {
  /** Names the backfill: one that was cut short goes on under its name, one that is done does nothing. */
  readonly id: string;
  readonly source: ItemSource;
  readonly store: Pick<ObjectStore, 'GetObject' | 'PutObject'>;
  /** The bucket of the lake. */
  readonly bucket: string;
  /** Milliseconds since 1970. */
  readonly nowMs: () => number;
  /** Segments that are read at the same time. */
  readonly parallel?: number;
  /** Items of a segment after which rows are written and the place is remembered. */
  readonly chunkItems?: number;
  /** Reads and tells, and writes nothing. */
  readonly dryRun?: boolean;
  readonly onProgress?: (soFar: BackfillResult) => void;
}

export interface BackfillResult {
  /** Items that were read, in all attempts of this backfill together. */
  readonly items: number;
  /** Rows that are in the lake; in a dry run those that would be. */
  readonly rows: number;
  readonly objects: number;
  /** Items that are no sales and have no row. */
  readonly refused: number;
  /** The first hundred of them in each segment. */
  readonly refusals: readonly ItemRefusal[];
  readonly segments: number;
  readonly segmentsDone: number;
}

const ID = /^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/;
const PARALLEL = 4;
const CHUNK_ITEMS = 10_000;

/**
 * Writes a row with the op `r` for every item of a source.
 *
 * - Live changes may go on: a row's sequence number is before that of every change from the stream, so the stream wins.
 * - Law: however often it is cut short and gone on with, the views show what they show after one run.
 *
 * Throws a Refusal, before anything is written, for a name that is none and for one that was begun over another source.
 */
export const runBackfill = async (options: BackfillOptions): Promise<BackfillResult> => {
  const { id, source, store, bucket, nowMs, dryRun = false, onProgress } = options;
  if (!ID.test(id)) throw new Refusal(`${JSON.stringify(id)} names no backfill: use letters, digits and dashes.`);
  const journal = new BackfillJournal(store, bucket, id);
  const { asOfMs } = await journal.begin(source, nowMs(), dryRun);
  const progress = new Map<number, SegmentProgress>();
  const segmentOptions = { id, source, journal, store, bucket, asOfMs, nowMs, dryRun };
  await inParallel(source.segments, options.parallel ?? PARALLEL, async (segment) => {
    const tell = (soFar: SegmentProgress): void => {
      progress.set(segment, soFar);
      onProgress?.(totalOf(progress, source));
    };
    tell(
      await backfillSegment(segment, {
        ...segmentOptions,
        chunkItems: options.chunkItems ?? CHUNK_ITEMS,
        onProgress: tell,
      }),
    );
  });
  return totalOf(progress, source);
};

const inParallel = async (count: number, lanes: number, run: (index: number) => Promise<void>): Promise<void> => {
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < count) await run(next++);
  };
  const outcomes = await Promise.allSettled(Array.from({ length: Math.min(lanes, count) }, lane));
  // Only when every lane has ended: nothing goes on behind the caller's back.
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
};

const totalOf = (progress: ReadonlyMap<number, SegmentProgress>, { segments }: ItemSource): BackfillResult => {
  const parts = [...progress.values()];
  const sum = (of: (part: SegmentProgress) => number): number => parts.reduce((total, part) => total + of(part), 0);
  return {
    items: sum(({ items }) => items),
    rows: sum(({ rows }) => rows),
    objects: sum(({ objects }) => objects),
    refused: sum(({ refused }) => refused),
    refusals: parts.flatMap(({ refusals }) => refusals),
    segments,
    segmentsDone: parts.filter(({ isDone }) => isDone).length,
  };
};
