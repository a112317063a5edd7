import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { UserError, type Surroundings } from '@sales-cdc/deployment';
import { systemClock } from './clock.js';
import { parseArguments } from './command/parse-arguments.js';
import type { ServeOptions } from './command/serve-options.js';
import { serve } from './command/serve.js';
import { USAGE } from './command/usage.js';
import { readBytes } from './file/read-file.js';
import { jsonReporter } from './progress/json-reporter.js';
import type { Output, Reporter } from './progress/reporter.js';
import { linesReporter, terminalReporter } from './progress/text-reporter.js';
import { DynamoDbTable } from './table/dynamodb-table.js';
import { targetOf, type TargetOptions } from './table/target.js';

// The SDK warns at every start that later versions of it will want a newer Node. This version does not.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

const output: Output = {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
};

/** Some terminals say that they are 0 wide. */
const UNKNOWN_WIDTH = 80;

const reporterFor = (json: boolean): Reporter => {
  if (json) return jsonReporter(output);
  return process.stdout.isTTY
    ? terminalReporter(output, () => process.stdout.columns || UNKNOWN_WIDTH)
    : linesReporter(output);
};

/** Aborted by the first Ctrl-C, or when nobody reads the output any more; a second Ctrl-C ends the process at once. */
const stopSignal = (): AbortSignal => {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stop.signal.aborted) process.exit(130);
      stop.abort();
    });
  }
  process.stdout.on('error', () => {
    stop.abort();
  });
  return stop.signal;
};

const surroundings: Surroundings = {
  env: process.env,
  // Seen from `apps/generator/dist` and `apps/generator/src` alike.
  usualOutputs: fileURLToPath(new URL('../../infra/cdk-outputs.json', import.meta.url)),
  readText: (file) => readFileSync(file, 'utf8'),
};

const run = async (where: TargetOptions, options: ServeOptions): Promise<number> => {
  const target = targetOf(where, surroundings);
  const client = new DynamoDBClient({
    ...target.connection.config,
    // `persist` tries again, counts each attempt, and knows which ones may have been done.
    maxAttempts: 1,
    requestHandler: {
      connectionTimeout: 5_000,
      requestTimeout: 30_000,
      throwOnRequestTimeout: true,
      httpAgent: { keepAlive: true, maxSockets: options.concurrency },
      httpsAgent: { keepAlive: true, maxSockets: options.concurrency },
    },
  });
  try {
    return await serve(options, {
      table: new DynamoDbTable(client, target.table),
      target,
      clock: systemClock,
      reporter: reporterFor(options.json),
      chance: Math.random,
      readBytes,
      stop: stopSignal(),
    });
  } finally {
    client.destroy();
  }
};

const main = async (): Promise<number> => {
  try {
    const command = parseArguments(process.argv.slice(2));
    if (command.kind === 'serve') return await run(command.where, command.options);
    output.out(USAGE);
    return 0;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    output.err(`${error.message} See generator --help.\n`);
    return 1;
  }
};

process.exitCode = await main();
