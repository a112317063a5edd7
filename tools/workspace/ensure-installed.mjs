// Makes `npm start` and `npm test` work as the first command in a fresh clone: installs what the lock file names,
// when it is not there yet. Needs nothing but Node and npm.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`sales-cdc needs Node 20.19 or newer, and this is ${process.versions.node}; install a newer one.`);
  process.exit(1);
}

const lock = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .digest('hex');
const marker = join(root, 'node_modules', '.installed-lock');
if (existsSync(marker) && readFileSync(marker, 'utf8') === lock) process.exit(0);

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
writeFileSync(marker, lock);
