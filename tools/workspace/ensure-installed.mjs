// Makes `npm start` and `npm test` work as the first command in a fresh clone: installs what the lock file names,
// when it is not there yet. Needs nothing but Node and npm.
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`sales-cdc needs Node 20.19 or newer, and this is ${process.versions.node}; install a newer one.`);
  process.exit(1);
}

const modifiedMs = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs;
// npm writes this file when an installation is complete; it is older than the lock file after a pull that changed it.
const installedMs = modifiedMs(join(root, 'node_modules', '.package-lock.json'));
if (installedMs !== undefined && installedMs >= modifiedMs(join(root, 'package-lock.json'))) process.exit(0);

console.error('Installing dependencies (npm ci)…');
// stdout stays free for the command that follows: `npm start -- --json` promises its last line.
const { status, error } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], {
  cwd: root,
  stdio: ['ignore', 2, 2],
  shell: process.platform === 'win32',
});
if (status !== 0) {
  console.error(`npm ci failed${error ? ` (${error.message})` : ''}; see its output above.`);
  process.exit(1);
}
