import type { StageProgress } from '@sales-cdc/local-cloud';

/** Where messages for people go: all of stdout, or stderr when stdout is kept for JSON. */
export interface Terminal {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

const PLAIN_EVERY_MS = 5_000;

/** Live counts per stage: redrawn in place on a terminal, a plain line now and then elsewhere, when it is another one. */
export class LiveView {
  #drawnLines = 0;
  #lastPlainMs = Number.NEGATIVE_INFINITY;
  #lastPlain = '';

  constructor(
    private readonly terminal: Terminal,
    private readonly quiet: boolean,
  ) {}

  /** A message that stays, above the counts. */
  say(...lines: readonly string[]): void {
    if (this.quiet) return;
    this.#erase();
    for (const line of lines) this.terminal.write(`${line}\n`);
  }

  show(lines: readonly string[], plain: string, nowMs: number): void {
    if (this.quiet) return;
    if (this.terminal.isTTY) this.#redraw(lines);
    else if (plain !== this.#lastPlain && nowMs - this.#lastPlainMs >= PLAIN_EVERY_MS) {
      this.#lastPlainMs = nowMs;
      this.#lastPlain = plain;
      this.terminal.write(`${plain}\n`);
    }
  }

  #redraw(lines: readonly string[]): void {
    this.#erase();
    const width = this.terminal.columns ?? 80;
    for (const line of lines) this.terminal.write(`${line.slice(0, width - 1)}\n`);
    this.#drawnLines = lines.length;
  }

  #erase(): void {
    if (this.#drawnLines > 0) this.terminal.write(`\r\x1b[${this.#drawnLines}A\x1b[J`);
    this.#drawnLines = 0;
  }
}

/** One line a stage: `Pipe  sales-changes-dev  read 500  delivered 500  (0 pending)`. */
export const stageLines = (stages: readonly StageProgress[]): string[] => {
  const stageWidth = Math.max(0, ...stages.map(({ stage }) => stage.length));
  const resourceWidth = Math.max(0, ...stages.map(({ resource }) => resource.length));
  return stages.map(({ stage, resource, counts, pending }) =>
    [
      stage.padEnd(stageWidth),
      resource.padEnd(resourceWidth),
      ...Object.entries(counts).map(([name, count]) => `${name} ${count}`),
      ...(pending > 0 ? [`(${pending} pending)`] : []),
    ].join('  '),
  );
};

/** The stages that have moved, in one line: `DynamoDB changes 500 | Pipe read 500, delivered 500 | …`. */
export const stageSummary = (stages: readonly StageProgress[]): string =>
  stages
    .flatMap(({ stage, counts }) => {
      const nonZero = Object.entries(counts).filter(([, count]) => count > 0);
      return nonZero.length === 0 ? [] : `${stage} ${nonZero.map(([name, count]) => `${name} ${count}`).join(', ')}`;
    })
    .join(' | ');
