import { cdkAt, changedAssembly, type Cdk } from '@sales-cdc/cdk-cli';
import { join } from 'node:path';
import { localClients } from '../local-run/local-clients.js';
import { LocalProcess, whenReady } from '../local-run/local-process.js';
import { builtApp } from './built-app.js';
import { CHANGED_PIPELINE } from './changed-pipeline.js';
import { lastOperationMs } from './operation-time.js';

export interface DeployBenchOptions {
  /** The folder of the built apps. */
  readonly apps: string;
  readonly folder: string;
  readonly port: number;
  readonly changesPerSecond: number;
  readonly sales: number;
  readonly say: (line: string) => void;
}

/** Milliseconds of one deployment: the CDK CLI's process, and the operation on the stack, which is ours. */
export interface DeployTime {
  readonly cliMs: number;
  readonly stackMs: number;
}

export interface DeployBenchResult {
  readonly bootstrapMs: number;
  readonly deploy: DeployTime;
  /** Deployed again after it was destroyed: the code is in the bucket of assets. */
  readonly deployAgain: DeployTime;
  readonly unchangedMs: number;
  /** While changes flow: the changed pipeline, the former one, the changed one again. */
  readonly updates: readonly DeployTime[];
  readonly written: unknown;
  readonly reconciled: unknown;
}

const STACK = 'sales-cdc-dev';

/** Deploys stage dev by the CDK CLI to an empty local cloud, then updates it again and again while changes flow, and reconciles. */
export const deployBench = async (options: DeployBenchOptions): Promise<DeployBenchResult> => {
  const { apps, folder, port, say } = options;
  const endpoint = `http://127.0.0.1:${port}`;
  const place = { main: join(apps, 'local', 'dist', 'main.mjs'), dataDirectory: join(folder, 'data'), port };
  const run = new LocalProcess(place, '--no-stack', '--no-limits');
  const { cloudFormation } = localClients(port);
  try {
    await whenReady(run, () =>
      fetch(endpoint).then(
        () => true,
        () => false,
      ),
    );
    const cdk = saying(cdkAt(endpoint, folder), say);
    const deploy = async (assembly: string): Promise<DeployTime> => {
      const cliMs = await cdk('deploy', '--all', '--app', assembly, '--require-approval', 'never');
      return { cliMs, stackMs: await lastOperationMs(cloudFormation, STACK) };
    };
    const assembly = join(apps, 'infra', 'dist', 'cdk.out', 'dev');
    const bootstrapMs = await cdk('bootstrap', 'aws://000000000000/us-east-1');
    const first = await deploy(assembly);
    await cdk('destroy', '--all', '--force', '--app', assembly);
    const deployAgain = await deploy(assembly);
    const { cliMs: unchangedMs } = await deploy(assembly);
    const underLoad = await updateUnderLoad(options, endpoint, assembly, deploy);
    return { bootstrapMs, deploy: first, deployAgain, unchangedMs, ...underLoad };
  } finally {
    cloudFormation.destroy();
    await run.kill();
  }
};

const updateUnderLoad = async (
  { apps, folder, changesPerSecond, sales, say }: DeployBenchOptions,
  endpoint: string,
  assembly: string,
  deploy: (assembly: string) => Promise<DeployTime>,
): Promise<Pick<DeployBenchResult, 'updates' | 'written' | 'reconciled'>> => {
  const changed = await changedAssembly(assembly, join(folder, 'changed'), CHANGED_PIPELINE);
  say(`updates while ${changesPerSecond} changes a second flow`);
  const shape = ['--updates', '0.3', '--deletes', '0.1', '--rate', String(changesPerSecond), '--sales', String(sales)];
  const generator = join(apps, 'generator', 'dist', 'main.mjs');
  const writing = builtApp(generator, 'serve', '--endpoint', endpoint, '--json', ...shape);
  const updates: DeployTime[] = [];
  for (const next of [changed, assembly, changed]) updates.push(await deploy(next));
  const written = lastLine(await writing);
  const reconciled = await builtApp(
    join(apps, 'ops', 'dist', 'main.mjs'),
    'reconcile',
    '--endpoint',
    endpoint,
    '--json',
  );
  return { updates, written, reconciled: lastLine(reconciled) };
};

/** The time of a command of the CLI. Throws what it said when it failed. */
const saying =
  (cdk: Cdk, say: (line: string) => void) =>
  async (...args: readonly string[]): Promise<number> => {
    const startMs = performance.now();
    const { code, text } = await cdk(...args);
    const tookMs = Math.round(performance.now() - startMs);
    if (code !== 0) throw new Error(`cdk ${args.join(' ')} ended with ${code}:\n${text}`);
    say(`cdk ${args[0] ?? ''}: ${tookMs} ms`);
    return tookMs;
  };

const lastLine = (stdout: string): unknown => JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '');
