import { readCloudAssembly } from '@sales-cdc/cfn-template';
import { fork } from 'node:child_process';
import { parseArgs } from 'node:util';
import { addUp, emptyTotals, printTotals, type SeedRange, type Totals } from './totals.js';
import { runSeeds } from './run-seeds.js';

/** `node faults.mjs --assembly DIR [--seeds N] [--from S] [--workers N] [--no-views]`; a child gets one range and answers by message. */
const { values } = parseArgs({
  options: {
    assembly: { type: 'string', default: '../../apps/infra/dist/cdk.out/dev' },
    seeds: { type: 'string', default: '1000' },
    from: { type: 'string', default: '1' },
    workers: { type: 'string', default: '2' },
    'no-views': { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});

const wholeNumber = (name: 'seeds' | 'from' | 'workers'): number => {
  const number = Number(values[name]);
  if (Number.isSafeInteger(number) && number >= 1) return number;
  console.error(`--${name} must be a whole number of 1 or more, got ${values[name]}.`);
  process.exit(2);
};

/** A part of the seeds in a process of its own, since a simulated world needs its event loop for itself. */
const inChild = ({ from, count }: SeedRange): Promise<Totals> =>
  new Promise((resolve, reject) => {
    const args = [`--assembly=${values.assembly}`, ...(values['no-views'] ? ['--no-views'] : [])];
    const child = fork(process.argv[1] ?? '', [...args, `--seeds=${count}`, `--from=${from}`, '--workers=1'], {
      env: { ...process.env, FAULTS_CHILD: '1' },
    });
    child.once('message', (totals) => resolve(totals as Totals));
    child.once('exit', (code) => {
      if (code !== 0) reject(new Error(`A process of the fault runs ended with code ${String(code)}.`));
    });
  });

const [seeds, from, workers] = [wholeNumber('seeds'), wholeNumber('from'), wholeNumber('workers')];
if (process.env['FAULTS_CHILD'] === '1') {
  const assembly = await readCloudAssembly(values.assembly);
  const totals = await runSeeds({ assembly, from, count: seeds, withViews: !values['no-views'] });
  process.send?.(totals, () => process.exit(0));
} else {
  const share = Math.ceil(seeds / workers);
  const ranges = Array.from({ length: workers }, (_, index) => ({
    from: from + index * share,
    count: Math.min(share, seeds - index * share),
  })).filter(({ count }) => count > 0);
  const startedAtMs = performance.now();
  const totals = (await Promise.all(ranges.map(inChild))).reduce(addUp, emptyTotals());
  const seconds = (performance.now() - startedAtMs) / 1000;
  console.log(values.json ? JSON.stringify({ ...totals, seconds }) : printTotals(totals, seconds));
  process.exitCode = totals.firstFailingSeed === null ? 0 : 1;
}
