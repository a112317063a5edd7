import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';

/** What the local run says of itself with `--json`; see apps/local. */
interface Summary {
  readonly delivered: number;
  readonly lost: number;
  readonly changesPerSecond: number;
  readonly writesPerSecond: number;
  readonly freshnessMs: { readonly p50: number; readonly p99: number };
  readonly peakRssMiB: number;
  readonly readyMs: number;
  readonly firstRowMs: number;
}

const { values } = parseArgs({
  options: {
    'local-run': { type: 'string', default: 'apps/local/dist/main.mjs' },
    sales: { type: 'string', default: '100000' },
    'steady-sales': { type: 'string', default: '2000' },
    rate: { type: 'string', default: '100' },
  },
});

/** Runs the built local run as a user does and resolves with its summary. */
const localRun = (...args: readonly string[]): Promise<Summary> =>
  new Promise((resolve, reject) => {
    const run = spawn(
      process.execPath,
      [values['local-run'], '--exit', '--json', '--quiet', '--ephemeral', '--port', '0', ...args],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    let stdout = '';
    run.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    run.once('close', (code) => {
      if (code === 0) resolve(JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as Summary);
      else reject(new Error(`The local run ended with code ${String(code)}:\n${stdout}`));
    });
  });

console.log(`load: ${values.sales} sales as fast as they go, service limits lifted`);
const load = await localRun('--no-limits', '--sales', values.sales);
console.log(JSON.stringify(load));

console.log(`steady: ${values['steady-sales']} sales at ${values.rate} per second, AWS's limits and polling intervals`);
const steady = await localRun('--sales', values['steady-sales'], '--rate', values.rate);
console.log(JSON.stringify(steady));

console.log(
  JSON.stringify({
    changesPerSecond: load.changesPerSecond,
    writesPerSecond: load.writesPerSecond,
    freshnessMs: steady.freshnessMs,
    rssMiB: load.peakRssMiB,
    readyMs: steady.readyMs,
    firstRowMs: steady.firstRowMs,
    lost: load.lost + steady.lost,
  }),
);
