import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Ended } from './local-run.js';

const MAIN = join(import.meta.dirname, '..', '..', 'ops', 'dist', 'main.mjs');

/** Runs a command of the built ops against a local run, as a user does, and waits for its end. */
export const ops = (endpoint: string, ...args: readonly string[]): Promise<Ended> => opsWith('', endpoint, ...args);

/** As {@link ops}, with that text on stdin. */
export const opsWith = async (stdin: string, endpoint: string, ...args: readonly string[]): Promise<Ended> => {
  const child = spawn(process.execPath, [MAIN, ...args, '--endpoint', endpoint], {
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
