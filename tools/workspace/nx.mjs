// Runs Nx from the workspace root: no daemon and no plugin workers, which cost a short-lived command more than they save.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const workspaceRoot = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Where the installed Nx keeps its command line; started by Node itself, which needs no shell on any platform. */
const nxMain = () => {
  const folder = join(workspaceRoot, 'node_modules', 'nx');
  return join(folder, JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).bin.nx);
};

/**
 * @param {readonly string[]} args
 * @param {(text: string) => void} onOutput receives stdout and stderr as they come
 * @returns {Promise<number>} the exit code
 */
export const runNx = (args, onOutput) =>
  new Promise((resolve, reject) => {
    const nx = spawn(process.execPath, [nxMain(), ...args], {
      cwd: workspaceRoot,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NX_DAEMON: 'false', NX_ISOLATE_PLUGINS: 'false', NX_TUI: 'false' },
    });
    nx.stdout.setEncoding('utf8').on('data', onOutput);
    nx.stderr.setEncoding('utf8').on('data', onOutput);
    nx.once('error', reject);
    nx.once('close', (code) => resolve(code ?? 1));
  });
