import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { freePort } from '../local-run/free-port.js';
import { killBench } from './kill-bench.js';

process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

const { values } = parseArgs({
  options: {
    'local-run': { type: 'string', default: '../../apps/local/dist/main.mjs' },
    times: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    rate: { type: 'string', default: '200' },
    'longest-life-ms': { type: 'string', default: '3000' },
  },
});

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

const startedMs = performance.now();
const dataDirectory = await mkdtemp(join(tmpdir(), 'sales-cdc-kill-'));
const times = Number(values.times);
const seed = Number(values.seed);
const { lost, endedWrong, invented, repeats, reconciled, ...counts } = await killBench({
  main: values['local-run'],
  dataDirectory,
  port: await freePort(),
  times,
  seed,
  rate: Number(values.rate),
  longestLifeMs: Number(values['longest-life-ms']),
  say: (line) => {
    console.log(line);
  },
});

const wrong = lost.length + endedWrong.length + invented.length + reconciled.lost + reconciled.duplicates;
if (wrong === 0) await rm(dataDirectory, { recursive: true, force: true });
else {
  console.log(`The data is kept in ${dataDirectory}.`);
  for (const [what, keys] of Object.entries({ lost, endedWrong, invented }))
    if (keys.length > 0) console.log(`${what}: ${keys.slice(0, 20).join(', ')}`);
}
console.log(
  JSON.stringify({
    killed: times,
    seed,
    ...counts,
    lost: lost.length,
    endedWrong: endedWrong.length,
    invented: invented.length,
    repeatedRows: repeats,
    tableDiffersFromLake: reconciled.lost,
    duplicatesInSalesCurrent: reconciled.duplicates,
    seconds: Math.round((performance.now() - startedMs) / 1000),
  }),
);
process.exitCode = wrong === 0 ? 0 : 1;
