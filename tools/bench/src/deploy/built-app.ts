import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Runs a built command line to its end. What it printed on stdout; throws what it said when it failed. */
export const builtApp = async (main: string, ...args: readonly string[]): Promise<string> => {
  const child = spawn(process.execPath, [main, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  await once(child, 'close');
  if (child.exitCode !== 0)
    throw new Error(`${main} ${args.join(' ')} ended with ${String(child.exitCode)}:\n${stdout}\n${stderr}`);
  return stdout;
};
