// `npm start`: builds and synthesizes what changed, then hands over to the local run in this same process.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runNx, workspaceRoot } from './nx.mjs';

const args = process.argv.slice(2);
const valueOf = (name) => {
  const inline = args.find((arg) => arg.startsWith(`${name}=`));
  const index = args.indexOf(name);
  return inline?.slice(name.length + 1) ?? (index >= 0 ? args[index + 1] : undefined);
};

/** A stage that does not exist has nothing to synthesize: the local run says so itself, in its own words. */
const stage = valueOf('--stage') ?? 'dev';
const cdk = JSON.parse(readFileSync(join(workspaceRoot, 'apps', 'infra', 'cdk.json'), 'utf8'));
const stages = cdk.context['@sales-cdc/nx-cdk:stages'] ?? [];
const needsNone = args.includes('--help') || args.includes('--no-stack');
const synthesizes = valueOf('--assembly') === undefined && stages.includes(stage) && !needsNone;
const target = synthesizes
  ? ['run', `local:prepare:${stage}`]
  : ['run-many', '-t', 'build', '-p', 'local', 'generator'];

const main = join(workspaceRoot, 'apps', 'local', 'dist', 'main.mjs');
if (process.stderr.isTTY) process.stderr.write(existsSync(main) ? 'Checking the build…' : 'Building…');
let output = '';
const code = await runNx(target, (text) => (output += text));
if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
if (code !== 0) {
  process.stderr.write(output);
  console.error('The build failed; see its output above.');
  process.exit(1);
}
process.argv[1] = main;
await import(pathToFileURL(main).href);
