// Runs Nx from the workspace root: no daemon and no plugin workers, which cost a short-lived command more than they save.
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const workspaceRoot = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/**
 * @param {readonly string[]} args
 * @param {(text: string) => void} onOutput receives stdout and stderr as they come
 * @returns {Promise<number>} the exit code
 */
export const runNx = (args, onOutput) =>
  new Promise((resolve, reject) => {
    const nx = spawn(process.execPath, [join(workspaceRoot, 'node_modules', 'nx', 'bin', 'nx.js'), ...args], {
      cwd: workspaceRoot,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NX_DAEMON: 'false', NX_ISOLATE_PLUGINS: 'false', NX_TUI: 'false' },
    });
    nx.stdout.setEncoding('utf8').on('data', onOutput);
    nx.stderr.setEncoding('utf8').on('data', onOutput);
    nx.once('error', reject);
    nx.once('close', (code) => resolve(code ?? 1));
  });
