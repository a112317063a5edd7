import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { locatePipeline, type Surroundings } from '@sales-cdc/deployment';
import { openClients } from './aws/clients.js';
import { readPipelineOutputs } from './aws/pipeline-outputs.js';
import { ProgressLine } from './command-line/progress-line.js';
import { runCommandLine, type CommandLineEnvironment } from './command-line/run-command-line.js';
import { COMMANDS } from './commands/commands.js';

// The SDK warns at every start that later versions of it will want a newer Node. This version does not.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

const nowMs = (): number => Date.now();

const progress = new ProgressLine({
  write: (text) => process.stderr.write(text),
  isTerminal: process.stderr.isTTY,
  nowMs,
});

/** Aborted by the first Ctrl-C; a second one ends the process at once. */
const stopSignal = (): AbortSignal => {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      if (stop.signal.aborted) process.exit(130);
      stop.abort();
    });
  return stop.signal;
};

const stop = stopSignal();

const surroundings: Surroundings = {
  env: process.env,
  // Seen from `apps/ops/dist` and `apps/ops/src` alike.
  usualOutputs: fileURLToPath(new URL('../../infra/cdk-outputs.json', import.meta.url)),
  readText: (file) => readFileSync(file, 'utf8'),
};

const environment: CommandLineEnvironment = {
  out: (text) => {
    progress.clear();
    process.stdout.write(text);
  },
  err: (text) => {
    progress.clear();
    process.stderr.write(text);
  },
  connectionOf: (options) => locatePipeline(options, surroundings).connection,
  open: (connection, stage) => {
    const { clients, close } = openClients(connection);
    return {
      clients,
      pipeline: () => readPipelineOutputs(clients.cloudFormation, stage),
      progress: (text) => {
        progress.tell(text);
      },
      nowMs,
      chance: Math.random,
      sleep: (intervalMs) => delay(intervalMs, undefined, { signal: stop }),
      stop,
      stdin: process.stdin,
      close: () => {
        progress.clear();
        close();
      },
    };
  },
};

process.exitCode = await runCommandLine(COMMANDS, process.argv.slice(2), environment);
