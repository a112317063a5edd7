import { UserError } from '@sales-cdc/deployment';
import { replayLake, replayStream, type ReplayResult, type ReplayTarget } from '@sales-cdc/recovery';
import { changeStream, objectStore, tableCatalog } from '../aws/recovery-ports.js';
import { defineCommand, type CommandContext } from '../command-line/command.js';
import { counted } from '../command-line/counted.js';
import { keptLines } from './redrive/kept-lines.js';
import { whereFrom, type Days } from './replay/where-from.js';

/** Five reads a second and shard are allowed to all readers together. */
const READ_PAUSE_MS = 250;

/** A new table of the columns of today, filled from the stream or from the lake. */
export const REPLAY = defineCommand({
  name: 'replay',
  summary: 'fills a new table by the codec of today, from the stream or from the lake',
  description: `For a changed row shape: reads changes again with the codec of today and writes them under replays/TABLE/,
then declares TABLE with the columns of today. No query sees half of it, and the present table is left alone.
--since reads the change stream from that time on, as far as it keeps records; --days reads rows of the lake:
columns by name, and attributes that were not recognised then and are columns now. It tells which columns
could not be filled and which values have no place. Cut short, it begins anew.
Exit code 1 when records or rows were rejected; they are named.`,
  dryRun: 'reads everything and tells what it would write, and writes nothing',
  options: {
    into: { kind: 'text', value: 'TABLE', help: 'the name of the new table' },
    since: { kind: 'text', value: 'TIME', help: 'from the stream: 2026-11-23T09:00:00Z, with a zone' },
    days: { kind: 'text', value: 'FIRST..LAST', help: 'from the lake: 2026-11-01..2026-11-23, or one day, or all' },
  },
  run: async ({ into, since, days }, context) => {
    if (into === undefined) throw new UserError('The new table has no name: give --into TABLE.');
    const from = whereFrom({ since, days });
    const target = await targetOf(into, context);
    const result =
      from.kind === 'lake'
        ? await fromLake(target, from.days, context)
        : await fromStream(target, from.fromMs, context);
    tell(result, target, context);
    return { isFine: result.rejected === 0, result: { table: into, dryRun: context.dryRun, ...result } };
  },
});

const targetOf = async (tableName: string, context: CommandContext): Promise<ReplayTarget> => {
  const outputs = await context.pipeline();
  return {
    store: objectStore(context),
    catalog: tableCatalog(context),
    bucket: outputs.of('LakeBucketName'),
    databaseName: outputs.of('DatabaseName'),
    tableName,
  };
};

const fromLake = (target: ReplayTarget, days: Days, context: CommandContext): Promise<ReplayResult> =>
  replayLake({
    ...target,
    ...days,
    nowMs: context.nowMs(),
    dryRun: context.dryRun,
    onObject: (key) => {
      context.progress(key);
    },
  });

const fromStream = async (target: ReplayTarget, fromMs: number, context: CommandContext): Promise<ReplayResult> =>
  replayStream({
    ...target,
    kinesis: changeStream(context),
    streamName: (await context.pipeline()).of('ChangeStreamName'),
    fromMs,
    nowMs: context.nowMs(),
    pause: () => context.sleep(READ_PAUSE_MS),
    dryRun: context.dryRun,
    onProgress: (shardId, { read }) => {
      context.progress(`${shardId}: ${counted(read, 'record')}`);
    },
  });

const tell = (
  result: ReplayResult,
  { databaseName, tableName }: ReplayTarget,
  { say, dryRun }: CommandContext,
): void => {
  const { read, rows, rejected, rejections, unfilled, dropped, withoutBefore } = result;
  for (const line of keptLines(rejections.map(({ from, reason }) => ({ what: from, reason })))) say(line);
  for (const [column, count] of Object.entries(unfilled))
    say(`  ${column} could not be filled in ${counted(count, 'row')}`);
  for (const [column, count] of Object.entries(dropped))
    say(`  ${column} has no place; ${counted(count, 'row')} had it`);
  if (withoutBefore > 0) say(`  ${counted(withoutBefore, 'row')} lost a previous image that is no sale today`);
  const made = dryRun ? 'would be made' : 'made';
  say(`${read} read: ${databaseName}.${tableName} ${made} of ${counted(rows, 'row')}, ${rejected} rejected`);
};
