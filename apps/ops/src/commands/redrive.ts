import { UserError } from '@sales-cdc/deployment';
import { redriveAlertFailures, redriveDeadLetters, redriveErrorOutput } from '@sales-cdc/recovery';
import { changeSource, changeStream, functionInvoker, messageQueue, objectStore } from '../aws/recovery-ports.js';
import { counted } from '../command-line/counted.js';
import { defineCommand, type CommandContext, type CommandOutcome } from '../command-line/command.js';
import { keptLines, type KeptRecord } from './redrive/kept-lines.js';

/** What one place gave back, and what it keeps. */
interface PlaceOutcome {
  readonly redriven: number;
  readonly kept: readonly object[];
}

interface Place {
  readonly name: string;
  readonly run: (context: CommandContext) => Promise<{
    readonly outcome: PlaceOutcome;
    readonly sentence: string;
    readonly kept: readonly KeptRecord[];
  }>;
}

/** Long enough for SQS to look for messages everywhere, not only at some of its servers. */
const WAIT_SECONDS = 2;
const MOST_PAUSE_MS = 5_000;

const deadLetters: Place = {
  name: 'dead-letters',
  run: async (context) => {
    const outputs = await context.pipeline();
    const outcome = await redriveDeadLetters({
      ...queueOptions(context),
      queueUrl: outputs.of('DeadLetterQueueUrl'),
      source: changeSource(context),
      target: changeStream(context),
      streamName: outputs.of('ChangeStreamName'),
      tableName: outputs.of('TableName'),
      pause: (attempt) => context.sleep(Math.min(MOST_PAUSE_MS, 100 * 2 ** attempt) * context.chance()),
    });
    const sentence = `${counted(outcome.redriven, 'message')} with ${counted(outcome.records, 'record')} put on the stream again`;
    return { outcome, sentence, kept: fromQueue(outcome.kept) };
  },
};

const alerts: Place = {
  name: 'alerts',
  run: async (context) => {
    const outputs = await context.pipeline();
    const outcome = await redriveAlertFailures({
      ...queueOptions(context),
      queueUrl: outputs.of('AlertFailureQueueUrl'),
      source: changeStream(context),
      lambda: functionInvoker(context),
      functionName: outputs.of('AlertFunctionName'),
    });
    const sentence = `${counted(outcome.redriven, 'message')} with ${counted(outcome.records, 'record')} handed to the function again`;
    return { outcome, sentence, kept: fromQueue(outcome.kept) };
  },
};

const errors: Place = {
  name: 'errors',
  run: async (context) => {
    const outcome = await redriveErrorOutput({
      store: objectStore(context),
      bucket: (await context.pipeline()).of('LakeBucketName'),
      nowMs: context.nowMs(),
      dryRun: context.dryRun,
      onObject: (key) => {
        context.progress(`errors: ${key}`);
      },
    });
    const sentence = `${counted(outcome.redriven, 'record')} of ${counted(outcome.objects, 'object')} made rows of the lake`;
    const kept = outcome.kept.map(({ key, line, reason }) => ({ what: `${key} line ${line}`, reason }));
    return { outcome, sentence, kept };
  },
};

const PLACES: readonly Place[] = [deadLetters, alerts, errors];
const NAMES = PLACES.map(({ name }) => name).join(', ');

/** What was given up somewhere comes home. */
export const REDRIVE = defineCommand({
  name: 'redrive',
  summary: 'brings home what the pipe, the alerts and the delivery stream gave up',
  description: `Looks in three places, and leaves there what cannot be helped, each with its reason:
dead-letters  the pipe's queue: the records that a message points to are read again from the table's stream,
              while it has them (24 hours), and put on the change stream
alerts        the alerts' on-failure queue: likewise from the change stream, handed to the alerts function,
              which alerts nobody twice
errors        the delivery stream's error output: what is a sale for the codec of today becomes rows of the lake
Doing it twice, or again after it was cut short, changes nothing that a reader of the views sees.
Prints the first 20 that stay; --json has all of them. Exit code 1 when something stays.`,
  dryRun: 'looks and tells what would be brought home, and changes nothing',
  options: { only: { kind: 'text', value: 'PLACE', help: `one place of ${NAMES} (default: all)` } },
  run: async ({ only }, context) => {
    const places = PLACES.filter(({ name }) => only === undefined || name === only);
    if (places.length === 0) throw new UserError(`There is no place ${JSON.stringify(only)}: name one of ${NAMES}.`);
    return redriveAll(places, context);
  },
});

const redriveAll = async (places: readonly Place[], context: CommandContext): Promise<CommandOutcome> => {
  const result: Record<string, PlaceOutcome> = {};
  const kept: KeptRecord[] = [];
  for (const { name, run } of places) {
    const done = await run(context);
    result[name] = done.outcome;
    kept.push(...done.kept.map(({ what, reason }) => ({ what: `${name} ${what}`, reason })));
    context.say(`${name}: ${context.dryRun ? 'would be ' : ''}${done.sentence}; ${done.kept.length} stay`);
  }
  for (const line of keptLines(kept)) context.say(line);
  return { isFine: kept.length === 0, result: { dryRun: context.dryRun, ...result } };
};

const queueOptions = (context: CommandContext) => ({
  queue: messageQueue(context),
  waitSeconds: WAIT_SECONDS,
  dryRun: context.dryRun,
  onMessage: (messageId: string) => {
    context.progress(`message ${messageId}`);
  },
});

const fromQueue = (kept: readonly { readonly messageId: string; readonly reason: string }[]): readonly KeptRecord[] =>
  kept.map(({ messageId, reason }) => ({ what: messageId, reason }));
