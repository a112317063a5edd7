import { UserError } from '@sales-cdc/deployment';
import { compactLake, type Compaction, type DayCompaction } from '@sales-cdc/recovery';
import { lakeStore } from '../aws/lake-store.js';
import { defineCommand, type CommandContext } from '../command-line/command.js';
import { counted } from '../command-line/counted.js';
import { wholeNumber } from '../command-line/option-values.js';
import { openScratchDirectory } from '../scratch/scratch-directory.js';

const MIB = 1024 * 1024;
const DEFAULT_TARGET_MIB = 128;

/** Small objects of closed days into few. */
export const COMPACT = defineCommand({
  name: 'compact',
  summary: 'puts the small objects of closed days together into few large ones',
  description: `Rewrites the objects of each closed day that are smaller than half of --target-mib: rows in the order
of their sequence numbers, every change once. A day is closed two days after its end, when nothing of it
can be on its way, and when it has got no object for an hour. The views answer the same throughout.
The table itself has the rows of a group twice between the new object and the removal of the old ones,
which is told in milliseconds; a query that began before may fail, as the objects that it was to read
are gone: ask it again. Cut short, the next run ends it; done, it does nothing.
One run at a time, and no backfill, redrive or replay beside it.
Exit code 1 when an object cannot be rewritten; its day stays as it is.`,
  dryRun: 'says objects and bytes of each day before and after, and changes nothing',
  options: {
    day: { kind: 'text', value: 'DAY', help: 'only this day, such as 2026-11-01 (default: every closed day)' },
    'target-mib': {
      kind: 'text',
      value: 'N',
      help: `about how large an object becomes, zipped (default: ${DEFAULT_TARGET_MIB})`,
    },
    settle: {
      kind: 'text',
      value: 'SECONDS',
      help: 'how long a day must have got no object (default: 3600)',
    },
  },
  run: async ({ day, 'target-mib': target, settle }, context) => {
    if (day !== undefined && !/^\d{4}-\d\d-\d\d$/.test(day))
      throw new UserError(`--day must be a day such as 2026-11-01, got ${JSON.stringify(day)}.`);
    const targetBytes = (wholeNumber('--target-mib', target, 1) ?? DEFAULT_TARGET_MIB) * MIB;
    const settleSeconds = wholeNumber('--settle', settle);
    await using scratch = await openScratchDirectory();
    const compaction = await compactLake({
      store: lakeStore(context),
      bucket: (await context.pipeline()).of('LakeBucketName'),
      scratch,
      nowMs: context.nowMs,
      targetBytes,
      day,
      quietMs: settleSeconds === undefined ? undefined : settleSeconds * 1_000,
      dryRun: context.dryRun,
      onGroup: (of, objects) => {
        context.progress(`${of}: ${counted(objects, 'object')} into one`);
      },
    });
    tell(compaction, context);
    return { isFine: compaction.damaged.length === 0, result: { dryRun: context.dryRun, ...compaction } };
  },
});

const tell = ({ days, compact, open, damaged }: Compaction, { say, dryRun }: CommandContext): void => {
  for (const day of days) say(dryRun ? planLine(day) : doneLine(day));
  for (const { reason } of open) say(`left: ${reason}`);
  for (const { day, reason } of damaged) say(`${day} stays as it is: ${reason}`);
  const done = `${counted(days.length, 'day')} ${dryRun ? 'would be compacted' : 'compacted'}`;
  say(`${done}, ${compact} had nothing to put together, ${open.length} open, ${damaged.length} damaged`);
};

const planLine = ({ day, before, after }: DayCompaction): string =>
  `${day}: ${counted(before.objects, 'object')} of ${before.bytes} bytes, then ${after.objects} of at most ${after.bytes}`;

const doneLine = ({ day, before, after, repeats, longestSwapMs }: DayCompaction): string =>
  `${day}: ${counted(before.objects, 'object')} of ${before.bytes} bytes, now ${after.objects} of ${after.bytes}; ` +
  `${counted(repeats, 'repeat')} left out; rows were twice in the table for ${longestSwapMs} ms at most`;
