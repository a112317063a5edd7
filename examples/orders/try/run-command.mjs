import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Runs a command with its output on the screen; rejects when it fails. */
export const runCommand = async (command, args, cwd, environment = {}) => {
  const env = { ...process.env, ...environment };
  const child = spawn(command, args, { cwd, env, stdio: 'inherit', shell: process.platform === 'win32' });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code}.`);
};
