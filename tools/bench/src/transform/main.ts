import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { floor } from './floor.js';
import { medianSeconds } from './rounds.js';
import { streamEvents, type FirehoseEvent } from './stream-events.js';
import { usual } from './usual.js';

const EVENTS = 10;
const RECORDS_EACH = 500;

const bundle = process.argv[2];
if (bundle === undefined) throw new Error('Name the bundle of the transform: main.mjs apps/transform/dist/index.cjs');
const { handler } = createRequire(import.meta.url)(resolve(bundle)) as {
  readonly handler: (event: FirehoseEvent, context: object) => Promise<{ records: { result: string }[] }>;
};

/** The function prints a metric line per batch; here they would only bury the result. */
const print = process.stdout.write.bind(process.stdout);
process.stdout.write = () => true;

const events = streamEvents(EVENTS, RECORDS_EACH);
const context = {
  functionName: 'transform',
  functionVersion: '$LATEST',
  memoryLimitInMB: '512',
  invokedFunctionArn: 'arn:aws:lambda:eu-west-1:000000000000:function:transform',
  awsRequestId: 'bench',
};
for (const event of events) {
  const { records } = await handler(event, context);
  if (!records.every(({ result }) => result === 'Ok'))
    throw new Error('The transform rejected a record of the benchmark.');
}

const each = (handle: (event: FirehoseEvent) => unknown) => async (): Promise<void> => {
  for (const event of events) await handle(event);
};
const seconds = await medianSeconds(
  [
    { name: 'transform', run: each((event) => handler(event, context)) },
    { name: 'floor', run: each(floor) },
    { name: 'usual', run: each(usual) },
  ],
  { warmUps: 5, rounds: 31, nowMs: () => performance.now() },
);

const perSecond = (name: string): number => Math.round((EVENTS * RECORDS_EACH) / (seconds.get(name) ?? NaN));
const ratio = (name: string): number => Number((perSecond('transform') / perSecond(name)).toFixed(2));
print(
  `${JSON.stringify({
    recordsPerSecond: perSecond('transform'),
    floor: perSecond('floor'),
    usual: perSecond('usual'),
    ratioToFloor: ratio('floor'),
    ratioToUsual: ratio('usual'),
  })}\n`,
);
