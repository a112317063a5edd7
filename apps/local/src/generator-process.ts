import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { RunOptions } from './arguments.js';

/** The generator's counts so far. */
export interface WriteCounts {
  readonly written: number;
  readonly updated: number;
  readonly deleted: number;
  readonly skipped: number;
  readonly retried: number;
}

/** A line of a file that is no sale. */
export interface SkippedLine {
  readonly line: number;
  readonly reason: string;
}

/** The lines that `generator serve --json` prints; see its README. */
type GeneratorEvent =
  | ({ readonly event: 'progress' | 'done' } & WriteCounts)
  | ({ readonly event: 'skipped' } & SkippedLine)
  | { readonly event: 'started' };

export interface GeneratorTarget {
  /** The built command line of `apps/generator`. */
  readonly main: string;
  readonly endpointUrl: string;
  readonly tableName: string;
  readonly region: string;
}

/** The generator as a client of its own process: it reaches the local cloud as any AWS client would. */
export class GeneratorProcess {
  #counts: WriteCounts = { written: 0, updated: 0, deleted: 0, skipped: 0, retried: 0 };
  #lastMessages: readonly string[] = [];
  readonly #child: ChildProcess;
  /** Resolves with the exit code once it has ended and everything it said is read. */
  readonly ended: Promise<number>;

  constructor(target: GeneratorTarget, options: RunOptions, onSkipped: (line: SkippedLine) => void) {
    this.#child = spawn(
      process.execPath,
      ['--enable-source-maps', target.main, 'serve', ...generatorArguments(target, options)],
      {
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    const { stdout, stderr } = this.#child;
    if (!stdout || !stderr) throw new Error('The generator was started without pipes for its output.');
    createInterface({ input: stdout }).on('line', (line) => this.#read(line, onSkipped));
    createInterface({ input: stderr }).on('line', (line) => {
      this.#lastMessages = [...this.#lastMessages, line].slice(-10);
    });
    this.ended = new Promise((resolve, reject) => {
      this.#child.once('error', reject);
      this.#child.once('close', (code) => resolve(code ?? 1));
    });
  }

  get counts(): WriteCounts {
    return this.#counts;
  }

  /** The end of what it said for people; worth reading when it failed. */
  get lastMessages(): readonly string[] {
    return this.#lastMessages;
  }

  /** Asks it to finish what is in flight and to end. */
  stop(): void {
    this.#child.kill('SIGTERM');
  }

  #read(line: string, onSkipped: (line: SkippedLine) => void): void {
    const event = JSON.parse(line) as GeneratorEvent;
    if (event.event === 'skipped') onSkipped(event);
    if (event.event === 'progress' || event.event === 'done') this.#counts = event;
  }
}

const generatorArguments = ({ endpointUrl, tableName, region }: GeneratorTarget, options: RunOptions): string[] => [
  '--json',
  ...['--endpoint', endpointUrl, '--table', tableName, '--region', region],
  ...['--updates', String(options.updates), '--deletes', String(options.deletes)],
  ...(options.sales === undefined ? [] : ['--sales', String(options.sales)]),
  ...(options.from === undefined ? [] : ['--from', options.from]),
  ...(options.matchReturns ? ['--match-returns'] : []),
  ...(options.ratePerSecond === undefined ? [] : ['--rate', String(options.ratePerSecond)]),
  ...(options.seed === undefined ? [] : ['--seed', String(options.seed)]),
];
