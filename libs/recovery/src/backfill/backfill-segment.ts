import { isLeft } from 'fp-ts/lib/Either.js';
import { SALES_PREFIX } from '@sales-cdc/partitioning';
import type { ObjectStore } from '../objects/object-store.js';
import { writeRows, type PlacedRow } from '../objects/write-rows.js';
import { backfillRows } from './backfill-row.js';
import type { BackfillJournal, ItemRefusal, SegmentProgress } from './checkpoint.js';
import type { ItemPage, ItemSource } from './item-source.js';

export interface SegmentOptions {
  readonly id: string;
  readonly source: ItemSource;
  readonly journal: BackfillJournal;
  readonly store: Pick<ObjectStore, 'PutObject'>;
  readonly bucket: string;
  readonly asOfMs: number;
  /** Milliseconds since 1970. */
  readonly nowMs: () => number;
  /** Items after which rows are written and the place is remembered. */
  readonly chunkItems: number;
  readonly dryRun: boolean;
  readonly onProgress: (progress: SegmentProgress) => void;
}

const MOST_REFUSALS = 100;
const NOTHING: SegmentProgress = { isDone: false, items: 0, rows: 0, objects: 0, refused: 0, refusals: [] };

/** Items that were read and not yet written. */
interface Chunk {
  readonly rows: PlacedRow[];
  readonly refusals: ItemRefusal[];
}

/**
 * Brings the rest of a segment to the lake, and tells how far it is.
 *
 * The place is remembered only after the rows before it are written. So what is cut short is done again from there, and
 * writes the same rows: the same sequence number, and the same object unless an item was changed in between.
 */
export const backfillSegment = async (segment: number, options: SegmentOptions): Promise<SegmentProgress> => {
  const { source, journal, chunkItems, onProgress } = options;
  let progress = (await journal.progressOf(segment)) ?? NOTHING;
  if (progress.isDone) return progress;
  let chunk: Chunk = { rows: [], refusals: [] };
  for await (const page of source.pages(segment, progress.cursor)) {
    addTo(chunk, page, options);
    if (page.next !== undefined && chunk.rows.length + chunk.refusals.length < chunkItems) continue;
    progress = await write(segment, chunk, { page, progress }, options);
    onProgress(progress);
    chunk = { rows: [], refusals: [] };
  }
  return progress;
};

const addTo = ({ rows, refusals }: Chunk, { items, readAtMs }: ItemPage, options: SegmentOptions): void => {
  const { id, asOfMs, source, nowMs } = options;
  // What an export says was so when it was made.
  const rowOf = backfillRows(id, { asOfMs, readAtMs: source.asOfMs ?? readAtMs, processedAtMs: nowMs() });
  for (const item of items) {
    const row = rowOf(item);
    if (isLeft(row)) refusals.push({ key: JSON.stringify(item['sale_id'] ?? null), reason: row.left });
    else rows.push(row.right);
  }
};

const write = async (
  segment: number,
  { rows, refusals }: Chunk,
  { page, progress }: { readonly page: ItemPage; readonly progress: SegmentProgress },
  { id, store, bucket, journal, dryRun }: SegmentOptions,
): Promise<SegmentProgress> => {
  const target = { store, bucket, prefix: SALES_PREFIX, label: `backfill-${id}` };
  const objects = dryRun ? 0 : await writeRows(rows, target);
  const next: SegmentProgress = {
    ...(page.next && { cursor: page.next }),
    isDone: page.next === undefined,
    items: progress.items + rows.length + refusals.length,
    rows: progress.rows + rows.length,
    objects: progress.objects + objects,
    refused: progress.refused + refusals.length,
    refusals: [...progress.refusals, ...refusals].slice(0, MOST_REFUSALS),
  };
  if (!dryRun) await journal.record(segment, next);
  return next;
};
