import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Ended } from './local-run.js';

const apps = join(import.meta.dirname, '..', '..');

/** Runs the built command line of an app as a user does, with that text on stdin, and waits for its end. */
export const builtCommand = async (
  app: 'generator' | 'ops',
  args: readonly string[],
  { stdin = '' }: { readonly stdin?: string } = {},
): Promise<Ended> => {
  const child = spawn(process.execPath, [join(apps, app, 'dist', 'main.mjs'), ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    // Nothing of the developer's own AWS settings may leak into a story.
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], TZ: 'Asia/Tokyo' },
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  // A command that does not read its input may be gone before it is written.
  child.stdin.on('error', () => undefined).end(stdin);
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, stdout, stderr };
};
