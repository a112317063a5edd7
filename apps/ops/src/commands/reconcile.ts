import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { lakeSource, reconcile, tableSource, type Finding, type Reconciliation } from '@sales-cdc/recovery';
import { SALES_CURRENT } from '@sales-cdc/lake-table';
import { deliveryDelayMs } from '../aws/delivery-delay.js';
import { queryContext, tableReader } from '../aws/ports.js';
import { defineCommand, type CommandContext, type CommandOutcome } from '../command-line/command.js';
import { wholeNumber } from '../command-line/option-values.js';
import { openScratchDirectory } from '../scratch/scratch-directory.js';
import { openFindingFile } from './reconcile/finding-file.js';
import { reconciliationLines } from './reconcile/sentences.js';

const DEFAULT_SEGMENTS = 4;
const MOST_SHOWN = 20;

/** What settles soon needs no long wait. */
const FIRST_PAUSE_MS = 3_000;

const OPTIONS = {
  output: { kind: 'text', value: 'FILE', help: 'writes every finding into this file, one JSON object a line' },
  settle: {
    kind: 'text',
    value: 'SECONDS',
    help: 'how long what differs may be under way (default: what the delivery stream buffers, and 15 s)',
  },
  segments: {
    kind: 'text',
    value: 'N',
    help: `parts of the table that are read at a time (default: ${DEFAULT_SEGMENTS})`,
  },
} as const;

/** The table against `sales_current`. */
export const RECONCILE = defineCommand({
  name: 'reconcile',
  summary: 'compares every item of the table with sales_current, by key and content',
  description: `Reads the whole table and the whole view, and compares them by key and by the content of every column:
missing (the lake has no row), extra (the table has no item), different, twice. It is safe while writes go on:
what differs is looked at again after a while, and what has settled or moved by then counts as in flight.
An item that is no sale has no row by design; it is told as rejected, and is no fault of the lake.
Memory does not grow with the table; temporary files take about twice its size (TMPDIR says where).
Prints the first 20 findings; --json and --output FILE have all of them.`,
  dryRun: 'says what would be read, and reads nothing',
  options: OPTIONS,
  run: async ({ output, settle, segments }, context) => {
    const partCount = wholeNumber('--segments', segments, 1) ?? DEFAULT_SEGMENTS;
    const settleSeconds = wholeNumber('--settle', settle);
    const expected = await itemCount(context);
    if (context.dryRun) return tellPlan(expected, context);
    const settleMs = settleSeconds === undefined ? await defaultSettleMs(context) : settleSeconds * 1_000;
    return compare({ expected, segments: partCount, settleMs, output }, context);
  },
});

interface Run {
  /** About how many items the table has. */
  readonly expected: number;
  readonly segments: number;
  readonly settleMs: number;
  readonly output: string | undefined;
}

const compare = async (run: Run, context: CommandContext): Promise<CommandOutcome> => {
  const tableName = (await context.pipeline()).of('TableName');
  const startMs = context.nowMs();
  await using scratch = await openScratchDirectory();
  await using file = run.output === undefined ? undefined : await openFindingFile(run.output);
  const kept: Finding[] = [];
  const counts = await reconcile({
    table: tableSource({ reader: tableReader(context), tableName, segments: run.segments, nowMs: startMs }),
    lake: lakeSource(SALES_CURRENT.name, await queryContext(context)),
    scratch,
    pausesMs: pausesOf(run.settleMs),
    sleep: context.sleep,
    onFinding: async (finding) => {
      if (context.json || kept.length < MOST_SHOWN) kept.push(finding);
      await file?.write(finding);
    },
    onProgress: ({ items, rows, look }) => {
      context.progress(
        look === 0
          ? `read ${items}${ofAbout(run.expected, items)} items, ${rows} rows`
          : `look ${look + 1} at what differs`,
      );
    },
  });
  for (const line of reconciliationLines(counts, kept.slice(0, MOST_SHOWN), tableName)) context.say(line);
  const seconds = (context.nowMs() - startMs) / 1_000;
  return { isFine: isFine(counts), result: { table: tableName, ...counts, seconds, findings: kept } };
};

/** A young table's count says nothing yet. */
const ofAbout = (expected: number, read: number): string => (expected < read ? '' : ` of about ${expected}`);

const isFine = ({ missing, extra, different, twice }: Reconciliation): boolean =>
  missing + extra + different + twice === 0;

const pausesOf = (settleMs: number): readonly number[] =>
  settleMs > FIRST_PAUSE_MS ? [FIRST_PAUSE_MS, settleMs - FIRST_PAUSE_MS] : [settleMs];

const defaultSettleMs = async ({ clients, pipeline }: CommandContext): Promise<number> =>
  deliveryDelayMs(clients.firehose, (await pipeline()).of('DeliveryStreamName'));

/** As DynamoDB counts every six hours or so. */
const itemCount = async ({ clients, pipeline }: CommandContext): Promise<number> => {
  const TableName = (await pipeline()).of('TableName');
  const { Table } = await clients.dynamodb.send(new DescribeTableCommand({ TableName }));
  return Table?.ItemCount ?? 0;
};

const tellPlan = async (expected: number, { pipeline, say }: CommandContext): Promise<CommandOutcome> => {
  const outputs = await pipeline();
  const plan = {
    table: outputs.of('TableName'),
    items: expected,
    view: SALES_CURRENT.name,
    database: outputs.of('DatabaseName'),
  };
  say(`Would read about ${plan.items} items of ${plan.table}, and ${plan.database}.${plan.view} by one query.`);
  return { isFine: true, result: { dryRun: true, ...plan } };
};
