import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { FirehoseAnswer } from '@sales-cdc/stream-codec';
import { fuzzTransform } from './fuzz-transform.js';

const { values } = parseArgs({
  options: {
    bundle: { type: 'string', default: '../../apps/transform/dist/index.cjs' },
    records: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: '1' },
  },
});

const { handler } = createRequire(import.meta.url)(resolve(values.bundle)) as {
  readonly handler: (event: object, context: object) => Promise<{ readonly records: readonly FirehoseAnswer[] }>;
};

/** The function prints a metric line per batch; here they would only bury the result. */
const print = process.stdout.write.bind(process.stdout);
process.stdout.write = () => true;
process.stderr.write = () => true;

const context = {
  functionName: 'transform',
  functionVersion: '$LATEST',
  memoryLimitInMB: '512',
  invokedFunctionArn: 'arn:aws:lambda:eu-west-1:000000000000:function:transform',
  awsRequestId: 'fuzz',
};
const approximateArrivalTimestamp = performance.timeOrigin;
const TOLD_EVERY = 100_000;
let told = 0;

const startedMs = performance.now();
const result = await fuzzTransform({
  transform: (records) =>
    handler(
      {
        invocationId: 'fuzz',
        deliveryStreamArn: 'arn:aws:firehose:eu-west-1:000000000000:deliverystream/sales',
        region: 'eu-west-1',
        records: records.map((record) => ({ ...record, approximateArrivalTimestamp })),
      },
      context,
    ),
  seed: Number(values.seed),
  records: Number(values.records),
  nowMs: () => performance.now(),
  onBatch: (sent) => {
    if (sent - told < TOLD_EVERY) return;
    told = sent;
    print(`${sent} records answered\n`);
  },
}).catch((error: unknown) => {
  print(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
});

let ok = 0;
let failed = 0;
for (const [mutation, counts] of [...result.outcomes].sort(([a], [b]) => (a < b ? -1 : 1))) {
  ok += counts.ok;
  failed += counts.failed;
  print(`${mutation.padEnd(20)}${String(counts.ok).padStart(9)} rows ${String(counts.failed).padStart(9)} failed\n`);
}
print(
  `${JSON.stringify({
    records: result.records,
    seed: Number(values.seed),
    batches: result.batches,
    rows: ok,
    failed,
    unanswered: 0,
    largestAnswerBytes: result.largestAnswerBytes,
    recordsPerSecond: Math.round(result.records / result.transformSeconds),
    seconds: Math.round((performance.now() - startedMs) / 1000),
  })}\n`,
);
