import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { freePort } from '../local-run/free-port.js';
import { deployBench } from './deploy-bench.js';

process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

const { values } = parseArgs({
  options: {
    apps: { type: 'string', default: '../../apps' },
    rate: { type: 'string', default: '1000' },
    sales: { type: 'string', default: '30000' },
  },
});

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

const folder = await mkdtemp(join(tmpdir(), 'sales-cdc-deploy-'));
try {
  const result = await deployBench({
    apps: resolve(values.apps),
    folder,
    port: await freePort(),
    changesPerSecond: Number(values.rate),
    sales: Number(values.sales),
    say: (line) => {
      console.log(line);
    },
  });
  console.log(JSON.stringify(result));
} finally {
  await rm(folder, { recursive: true, force: true });
}
