import { UserError } from '@sales-cdc/deployment';
import { REJECTED_SALES } from '@sales-cdc/lake-table';
import {
  explainRecords,
  recordInText,
  recordsInObjects,
  recordsInView,
  type Explanation,
  type ExplanationCounts,
  type FoundRecord,
} from '@sales-cdc/recovery';
import { objectStore, queryContext } from '../aws/ports.js';
import { counted } from '../command-line/counted.js';
import { defineCommand, type CommandContext } from '../command-line/command.js';
import { linesOf } from '../command-line/lines-of.js';

const MOST_SHOWN = 20;

/** Rejected records, by today's codec. */
export const EXPLAIN = defineCommand({
  name: 'explain',
  summary: 'says why a record was rejected, and whether it would be accepted now',
  description: `Reads the raw data of rejected records with today's codec and says in a sentence for each rule what is wrong,
or which row it would be now: "ops redrive" brings that home.
Prints the first 20; --json has all of them. Exit code 1 when at least one is still no sale.`,
  dryRun: 'the same: it only ever reads',
  words: {
    value: 'RECORD ...',
    help: 'raw data in base64, a line of the error output, the record as JSON, s3://bucket/errors/… (an object, or all under a name that ends in /), or - for lines of stdin',
  },
  options: { all: { kind: 'flag', help: `everything that the view ${REJECTED_SALES.name} holds` } },
  run: async ({ all }, context) => {
    if (all === context.words.length > 0)
      throw new UserError('Say what to explain: raw data, a line of the error output, s3://… or -, or else --all.');
    const kept: Explanation[] = [];
    const records = all ? recordsInView(REJECTED_SALES.name, await queryContext(context)) : recordsIn(context);
    const counts = await explainRecords(records, context.nowMs(), (explanation) => {
      if (context.json || kept.length < MOST_SHOWN) kept.push(explanation);
      context.progress(`explained ${explanation.place}`);
    });
    tell(kept.slice(0, MOST_SHOWN), counts, context);
    return { isFine: counts.rejected + counts.unreadable === 0, result: { ...counts, records: kept } };
  },
});

async function* recordsIn(context: CommandContext): AsyncGenerator<FoundRecord> {
  for (const word of context.words)
    if (word === '-') yield* recordsInLines(context);
    else if (word.startsWith('s3://')) yield* recordsInObjects(objectStore(context), word);
    else yield recordInText(word, 'given');
}

async function* recordsInLines({ stdin }: CommandContext): AsyncGenerator<FoundRecord> {
  let number = 0;
  for await (const line of linesOf(stdin)) {
    number += 1;
    if (line.trim() !== '') yield recordInText(line, `line ${number}`);
  }
}

const tell = (
  shown: readonly Explanation[],
  { accepted, rejected, unreadable }: ExplanationCounts,
  { say }: CommandContext,
): void => {
  for (const explanation of shown) for (const line of linesFor(explanation)) say(line);
  const records = accepted + rejected + unreadable;
  if (records > shown.length) say(`… and ${records - shown.length} more: --json has all of them`);
  say(
    `${counted(records, 'record')}: ${accepted} would be accepted now, ${rejected} rejected, ${unreadable} unreadable`,
  );
};

const linesFor = ({ place, saleId, eventName, firehose, verdict, details, row, partition }: Explanation): string[] => [
  `${place}: ${saleId === undefined ? 'a record' : `sale ${saleId}`}${eventName === undefined ? '' : ` (${eventName})`} ${VERDICTS[verdict]}`,
  ...details.map((detail) => `  ${detail}`),
  ...(row === undefined ? [] : [`  row of ${partition ?? ''}: ${row}`]),
  ...(firehose === undefined ? [] : [`  Firehose said: ${firehose}`]),
];

const VERDICTS: Readonly<Record<Explanation['verdict'], string>> = {
  accepted: 'would be accepted now',
  rejected: 'is rejected',
  unreadable: 'cannot be read',
};
