import { HELP, parseArguments, UsageError } from './arguments.js';
import { run } from './run.js';

const stop = new AbortController();
const interrupt = (): void => {
  // The second time is for those who do not want to wait.
  if (stop.signal.aborted) process.exit(130);
  stop.abort();
};
process.on('SIGINT', interrupt);
process.on('SIGTERM', interrupt);

const main = async (): Promise<number> => {
  const options = parseArguments(process.argv.slice(2));
  if (options)
    return run(options, {
      stdout: process.stdout,
      stderr: process.stderr,
      uptimeMs: () => performance.now(),
      // Node gives kilobytes on every platform.
      peakRssMiB: () => process.resourceUsage().maxRSS / 1024,
      stop: stop.signal,
    });
  process.stdout.write(`${HELP}\n`);
  return 0;
};

process.exitCode = await main().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${message}${error instanceof UsageError ? '\nSee npm start -- --help.' : ''}\n`);
  return 1;
});
