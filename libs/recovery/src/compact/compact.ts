import { Refusal } from '../refusal.js';
import type { Scratch } from '../scratch/scratch.js';
import { compactDay, sizeOf, type DayCompaction } from './compact-day.js';
import { DamagedObject } from './damaged-object.js';
import { whyOpen } from './day-state.js';
import { lakeDays, type LakeDay } from './lake-object.js';
import { nextGroup, plannedDay } from './plan-day.js';
import type { LakeStore } from './ports.js';
import { finishSwap } from './swap.js';

export interface CompactOptions {
  readonly store: LakeStore;
  /** The bucket of the lake. */
  readonly bucket: string;
  readonly scratch: Scratch;
  /** Milliseconds since 1970. */
  readonly nowMs: () => number;
  /** About how large, zipped, an object becomes. */
  readonly targetBytes: number;
  /** Only this day, `yyyy-MM-dd`; every closed day when none is given. */
  readonly day?: string | undefined;
  /** How long a day must have got no object, in milliseconds; an hour when it is not given. */
  readonly quietMs?: number | undefined;
  /** Looks and tells, and changes nothing. */
  readonly dryRun?: boolean;
  readonly onGroup?: (day: string, objects: number) => void;
}

export interface Compaction {
  /** Days that were compacted, or would be. */
  readonly days: readonly DayCompaction[];
  /** Days that nothing is to be done for. */
  readonly compact: number;
  /** Days that must wait, each with the reason. */
  readonly open: readonly LeftDay[];
  /** Days with an object that cannot be rewritten; they stay as they are. */
  readonly damaged: readonly LeftDay[];
}

export interface LeftDay {
  readonly day: string;
  readonly reason: string;
}

/**
 * Puts the small objects of each closed day of the lake together into few: rows in the order of their sequence numbers,
 * every change once. Throws a {@link Refusal} when the one day that was asked for is open.
 *
 * Laws: doing it twice changes nothing. Cut short at any call no row is lost, and the next run ends it. At every moment the
 * objects that are listed hold every row; the views, which collapse copies, answer the same throughout. One run at a time.
 */
export const compactLake = async (options: CompactOptions): Promise<Compaction> => {
  const result = { days: [] as DayCompaction[], compact: 0, open: [] as LeftDay[], damaged: [] as LeftDay[] };
  const { store, bucket, day: onlyDay, dryRun = false } = options;
  for await (const listed of lakeDays(store, bucket, onlyDay)) {
    const day = !dryRun && (await finishSwap(options, listed.day)) ? await again(listed, options) : listed;
    const reason = whyOpen(day, options.nowMs(), options.quietMs);
    if (reason !== undefined && onlyDay !== undefined) throw new Refusal(`${reason}.`);
    if (reason !== undefined) result.open.push({ day: day.day, reason });
    else if (!nextGroup(day, options.targetBytes)) result.compact += 1;
    else await collect(result, day, options);
  }
  return result;
};

const collect = async (
  { days, damaged }: { readonly days: DayCompaction[]; readonly damaged: LeftDay[] },
  day: LakeDay,
  options: CompactOptions,
): Promise<void> => {
  const { dryRun = false, onGroup = () => undefined } = options;
  try {
    days.push(dryRun ? planOf(day, options) : await compactDay(day, { ...options, onGroup }));
  } catch (error) {
    if (!(error instanceof DamagedObject)) throw error;
    damaged.push({ day: day.day, reason: error.message });
  }
};

const planOf = (day: LakeDay, { targetBytes }: CompactOptions): DayCompaction => ({
  day: day.day,
  before: sizeOf(day),
  after: sizeOf(plannedDay(day, targetBytes)),
  rows: 0,
  repeats: 0,
  longestSwapMs: 0,
});

/** The day as it is after an earlier run was brought to its end. */
const again = async ({ day }: LakeDay, { store, bucket }: CompactOptions): Promise<LakeDay> => {
  for await (const listed of lakeDays(store, bucket, day)) return listed;
  return { day, objects: [] };
};
