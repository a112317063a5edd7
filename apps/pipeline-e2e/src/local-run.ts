import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

const apps = join(import.meta.dirname, '..', '..');
const MAIN = join(apps, 'local', 'dist', 'main.mjs');

/** The folder of a stage's synthesized template. */
export const assemblyOf = (stage: 'dev' | 'prod'): string => join(apps, 'infra', 'dist', 'cdk.out', stage);

export interface Ended {
  /** Null where a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The built local run as a user starts it, in a process group of its own. */
export class LocalRun implements AsyncDisposable {
  readonly #child: ChildProcess;
  #stdout = '';
  #stderr = '';
  #isToEnd = false;
  readonly ended: Promise<Ended>;

  constructor(...args: readonly string[]) {
    this.#child = spawn(process.execPath, [MAIN, '--port', '0', ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
      // Nothing of the developer's own AWS settings may leak into a story.
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], TZ: 'Asia/Tokyo' },
    });
    this.#child.stdout?.setEncoding('utf8').on('data', (text: string) => (this.#stdout += text));
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.#stderr += text));
    this.ended = new Promise((resolve) => {
      this.#child.once('close', (code) => {
        resolve({ code, stdout: this.#stdout, stderr: this.#stderr });
      });
    });
  }

  /** Starts a run that only serves, and resolves when it does. */
  static async serving(...args: readonly string[]): Promise<{ run: LocalRun; endpoint: string }> {
    const run = new LocalRun('--no-sales', ...args);
    return { run, endpoint: await run.said(/Local cloud at (http:\/\/127\.0\.0\.1:\d+)/) };
  }

  /** The first group of the pattern, as soon as the run has printed it. */
  said(pattern: RegExp): Promise<string> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        const match = pattern.exec(this.#stdout + this.#stderr);
        if (match) resolve(match[1] ?? match[0]);
      };
      this.#child.stdout?.on('data', look);
      this.#child.stderr?.on('data', look);
      void this.ended.then(({ stdout, stderr }) => {
        reject(new Error(`The run ended without saying ${String(pattern)}:\n${stdout}\n${stderr}`));
      });
      look();
    });
  }

  /** Kills the whole process group at once, as a power-off would. */
  async kill(): Promise<void> {
    this.#signal('SIGKILL');
    await this.ended;
  }

  /** Throws its last words when a run that was to serve has ended by itself: a story that failed for that says why. */
  async [Symbol.asyncDispose](): Promise<void> {
    const { exitCode, signalCode } = this.#child;
    const isRunning = exitCode === null && signalCode === null;
    if (isRunning) this.#signal('SIGTERM');
    const { stdout, stderr } = await this.ended;
    if (!isRunning && !this.#isToEnd && exitCode !== 0)
      throw new Error(`The run ended by itself, ${String(signalCode ?? exitCode)}:\n${stdout}\n${stderr}`);
  }

  #signal(signal: NodeJS.Signals): void {
    this.#isToEnd = true;
    if (this.#child.pid !== undefined) process.kill(-this.#child.pid, signal);
  }
}

/** The last line of stdout, which `--json` promises to be one object. */
export const summaryOf = ({ stdout }: Ended): Readonly<Record<string, unknown>> =>
  JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as Readonly<Record<string, unknown>>;
