// `node examples/orders/try.mjs`: what another team does, from packed packages to rows.
// Packs the packages as they would be published, installs them with this example in a folder outside the workspace,
// type-checks, bundles and synthesizes there, deploys it by the CDK CLI to a local cloud beside the pipeline of sales, writes
// an order and asks SQL for its lines.
//   --built        packs what is built instead of building it first, and runs the built local cloud
//   --folder DIR   works in that folder and leaves it there
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { deployExample } from './try/deploy-example.mjs';
import { installExample } from './try/install-example.mjs';
import { packPackages } from './try/pack-packages.mjs';
import { queryLines, querySales, writeOrder } from './try/order-story.mjs';
import { serveSales } from './try/serve-sales.mjs';

// The SDK warns that later versions of it will want a newer Node. This version does not.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

const { values } = parseArgs({ options: { built: { type: 'boolean', default: false }, folder: { type: 'string' } } });
const folder = values.folder ?? (await mkdtemp(join(tmpdir(), 'orders-')));
await mkdir(folder, { recursive: true });
const say = (sentence) => console.log(`\n— ${sentence}`);

let cloud;
try {
  say('Packing the packages, as they would be published');
  const tarballs = await packPackages(join(folder, 'tarballs'), values.built);
  say(`Installing the example in ${folder}, type-checking, bundling and synthesizing it`);
  const app = join(folder, 'app');
  await installExample(app, tarballs);
  say('Running the pipeline of sales in a local cloud');
  cloud = await serveSales(values.built);
  say(`Deploying orders beside it, to ${cloud.endpoint}`);
  await deployExample(app, cloud.endpoint);
  say(`Writing an order to ${cloud.endpoint} and asking SQL for its lines`);
  await writeOrder(cloud.endpoint, { id: 'o-1', placedAt: new Date() });
  console.table(await queryLines(cloud.endpoint));
  say('Meanwhile, in the other stack');
  console.table(await querySales(cloud.endpoint));
} finally {
  await cloud?.stop();
  if (values.folder === undefined) await rm(folder, { recursive: true, force: true });
}
