import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { UserError } from '@sales-cdc/deployment';
import { exportLocation, exportSource, runBackfill, scanSource, type ItemSource } from '@sales-cdc/recovery';
import { tableReader } from '../aws/ports.js';
import { objectStore } from '../aws/recovery-ports.js';
import { defineCommand, type CommandContext } from '../command-line/command.js';
import { counted } from '../command-line/counted.js';
import { wholeNumber } from '../command-line/option-values.js';
import { keptLines } from './redrive/kept-lines.js';

const DEFAULT_SEGMENTS = 8;

/** Every item of the table as a row of the lake. */
export const BACKFILL = defineCommand({
  name: 'backfill',
  summary: 'writes every item of the table into the lake, as rows with the op r',
  description: `For items that the stream never told of, such as those written before there was a pipeline. Reads the table
by a parallel Scan, or a full export of it (point-in-time recovery), which is checked first and refused when
it is cut short. Live changes may go on: a change from the stream always wins over a backfill row.
It remembers how far it is in the lake's bucket under backfill/ID/: cut short, it goes on with the same --id;
done, it does nothing. Exit code 1 when items are no sales; they are named, and have no row.`,
  dryRun: 'reads everything and tells what it would write, and writes nothing',
  options: {
    id: { kind: 'text', value: 'ID', help: 'the name of the backfill (default: the time of its start)' },
    'from-export': {
      kind: 'text',
      value: 'URL',
      help: 'reads an export instead of the table: s3://BUCKET/PREFIX/AWSDynamoDB/EXPORT',
    },
    segments: { kind: 'text', value: 'N', help: `parts of the table (default: ${DEFAULT_SEGMENTS})` },
  },
  run: async ({ id: given, 'from-export': url, segments }, context) => {
    const id = given ?? idOf(context.nowMs());
    const source = await sourceOf(url, wholeNumber('--segments', segments, 1) ?? DEFAULT_SEGMENTS, context);
    context.say(`backfill of ${source.description}; cut short, it goes on with --id ${id}`);
    const result = await runBackfill({
      id,
      source,
      store: objectStore(context),
      bucket: (await context.pipeline()).of('LakeBucketName'),
      nowMs: context.nowMs,
      dryRun: context.dryRun,
      onProgress: ({ items, segmentsDone }) => {
        context.progress(`${counted(items, 'item')}, ${segmentsDone} of ${source.segments} segments done`);
      },
    });
    const { items, rows, objects, refused, refusals } = result;
    for (const line of keptLines(refusals.map(({ key, reason }) => ({ what: key, reason })))) context.say(line);
    context.say(
      `${counted(items, 'item')}: ${counted(rows, 'row')} in ${counted(objects, 'object')}, ${refused} are no sales`,
    );
    return { isFine: refused === 0, result: { id, dryRun: context.dryRun, ...result } };
  },
});

/** `20261123T091500Z` */
const idOf = (nowMs: number): string => `${new Date(nowMs).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;

const sourceOf = async (url: string | undefined, segments: number, context: CommandContext): Promise<ItemSource> => {
  const tableName = (await context.pipeline()).of('TableName');
  const streamSinceMs = await streamStart(tableName, context);
  if (url === undefined)
    return scanSource({ scanner: tableReader(context), tableName, segments, nowMs: context.nowMs });
  const source = await exportSource({
    store: objectStore(context),
    location: exportLocation(url),
    tableName,
    onFile: (key) => {
      context.progress(`checking ${key}`);
    },
  });
  // What was deleted between the two would come back for ever: no change tells of it.
  if (source.asOfMs !== undefined && source.asOfMs < streamSinceMs)
    throw new UserError(
      `The export is of ${timeOf(source.asOfMs)}, before the table's stream began (${timeOf(streamSinceMs)}): take a newer one.`,
    );
  return source;
};

/** When the table's stream began; without one, changes that are made during a backfill would never reach the lake. */
const streamStart = async (TableName: string, { clients, stop }: CommandContext): Promise<number> => {
  const { Table } = await clients.dynamodb.send(new DescribeTableCommand({ TableName }), { abortSignal: stop });
  const label = Table?.StreamSpecification?.StreamEnabled === true ? Table.LatestStreamLabel : undefined;
  if (label === undefined)
    throw new UserError(
      `The table ${TableName} has no stream, so changes made meanwhile would be lost: deploy the pipeline first.`,
    );
  return Date.parse(`${label}Z`);
};

const timeOf = (ms: number): string => new Date(ms).toISOString();
