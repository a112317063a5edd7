/** Where progress is told. */
export interface ProgressOutput {
  readonly write: (text: string) => void;
  readonly isTerminal: boolean;
  readonly nowMs: () => number;
}

/** Often enough to see that it goes on, seldom enough for a log. */
const TERMINAL_INTERVAL_MS = 100;
const LOG_INTERVAL_MS = 2_000;

/** Tells what is being done: one line that is written over on a terminal, else a line every two seconds. */
export class ProgressLine {
  #toldAtMs = -Infinity;
  #isOpen = false;

  constructor(private readonly output: ProgressOutput) {}

  tell(text: string): void {
    const { write, isTerminal, nowMs } = this.output;
    const now = nowMs();
    if (now - this.#toldAtMs < (isTerminal ? TERMINAL_INTERVAL_MS : LOG_INTERVAL_MS)) return;
    this.#toldAtMs = now;
    this.#isOpen = isTerminal;
    write(isTerminal ? `\r\u001b[2K${text}` : `${text}\n`);
  }

  /** Takes the line away, before other words are written. */
  clear(): void {
    if (this.#isOpen) this.output.write('\r\u001b[2K');
    this.#isOpen = false;
  }
}
