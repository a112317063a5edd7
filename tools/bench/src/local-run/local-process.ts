import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';

export interface LocalProcessOptions {
  /** The built local run. */
  readonly main: string;
  readonly dataDirectory: string;
  readonly port: number;
}

const WORDS_KEPT = 4_000;

/** The local run in a process group of its own, so that a kill takes its children too. */
export class LocalProcess {
  readonly #child: ChildProcess;
  readonly #closed: Promise<unknown>;
  #words = '';

  constructor({ main, dataDirectory, port }: LocalProcessOptions, ...args: readonly string[]) {
    this.#child = spawn(
      process.execPath,
      [main, '--data-dir', dataDirectory, '--port', String(port), '--quiet', ...args],
      { stdio: ['ignore', 'pipe', 'pipe'], detached: true },
    );
    this.#closed = once(this.#child, 'close');
    process.once('exit', this.#killGroup);
    for (const stream of [this.#child.stdout, this.#child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => (this.#words = (this.#words + text).slice(-WORDS_KEPT)));
  }

  /** Lets it run for a while. Rejects when it ends by itself, which it must not. */
  async runFor(durationMs: number): Promise<void> {
    const waiting = new AbortController();
    const isOver = delay(durationMs, true, { signal: waiting.signal }).catch(() => false);
    if (!(await Promise.race([isOver, this.#closed.then(() => false)])))
      throw new Error(`The local run ended by itself, code ${String(this.#child.exitCode)}:\n${this.#words}`);
    waiting.abort();
  }

  /** Ends the whole group at once, without a chance to tidy up. */
  async kill(): Promise<void> {
    this.#killGroup();
    await this.ended();
  }

  /** Waits until it ends by itself. What it said, and its exit code. */
  async ended(): Promise<{ readonly code: number | null; readonly words: string }> {
    await this.#closed;
    process.off('exit', this.#killGroup);
    return { code: this.#child.exitCode, words: this.#words };
  }

  /** A group of its own would outlive the bench. */
  readonly #killGroup = (): void => {
    if (this.#child.pid !== undefined && this.#child.exitCode === null && this.#child.signalCode === null)
      process.kill(-this.#child.pid, 'SIGKILL');
  };
}

/** Waits until the run is ready, as the question tells; rejects when it ends instead. */
export const whenReady = async (run: LocalProcess, isReady: () => Promise<boolean>): Promise<void> => {
  while (!(await isReady())) await run.runFor(ASK_EVERY_MS);
};

const ASK_EVERY_MS = 50;
