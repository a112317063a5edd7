import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { systemClock } from './clock.js';
import { parseArguments } from './command/parse-arguments.js';
import type { ServeOptions } from './command/serve-options.js';
import { serve } from './command/serve.js';
import { USAGE } from './command/usage.js';
import { readBytes } from './file/read-file.js';
import { jsonReporter } from './progress/json-reporter.js';
import type { Output, Reporter } from './progress/reporter.js';
import { linesReporter, terminalReporter } from './progress/text-reporter.js';
import { connectionOf } from './table/connection.js';
import { DynamoDbTable } from './table/dynamodb-table.js';
import { UserError } from './user-error.js';

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

const run = async (options: ServeOptions): Promise<number> => {
  const connection = connectionOf(options, process.env);
  const client = new DynamoDBClient({
    ...connection,
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
  const endpoint = typeof connection.endpoint === 'string' ? connection.endpoint : undefined;
  try {
    return await serve(
      { ...options, endpoint },
      {
        table: new DynamoDbTable(client, options.table),
        clock: systemClock,
        reporter: reporterFor(options.json),
        chance: Math.random,
        readBytes,
        stop: stopSignal(),
      },
    );
  } finally {
    client.destroy();
  }
};

const main = async (): Promise<number> => {
  try {
    const command = parseArguments(process.argv.slice(2));
    if (command.kind === 'serve') return await run(command.options);
    output.out(USAGE);
    return 0;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    output.err(`${error.message} See generator --help.\n`);
    return 1;
  }
};

process.exitCode = await main();
