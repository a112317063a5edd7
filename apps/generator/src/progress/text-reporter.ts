import type { Output, Reporter } from './reporter.js';
import { doneSentence, progressLine, startSentence } from './sentences.js';

/** ECMA-48: back to the start of the line, and erase it. */
const REDRAW = '\r\u001b[K';

/** For a terminal: one line that is redrawn, and whatever else there is to say above it. `columns` is the terminal's width. */
export const terminalReporter = ({ out, err }: Output, columns: () => number): Reporter => {
  const above = (write: (text: string) => void, sentence: string) => {
    out(REDRAW);
    write(`${sentence}\n`);
  };
  return {
    ...linesReporter({
      out: (line) => {
        above(out, line.trimEnd());
      },
      err: (line) => {
        above(err, line.trimEnd());
      },
    }),
    intervalMs: 200,
    progress: (counts, changesPerSecond) => {
      // A line that wraps could not be redrawn.
      out(REDRAW + progressLine(counts, changesPerSecond).slice(0, Math.max(columns() - 1, 1)));
    },
  };
};

/** For a log: plain lines, progress every few seconds. */
export const linesReporter = ({ out, err }: Output): Reporter => ({
  intervalMs: 5_000,
  started: (start) => {
    out(`${startSentence(start)}\n`);
  },
  skipped: ({ line, reason }) => {
    err(`Line ${line} skipped: ${reason}\n`);
  },
  progress: (counts, changesPerSecond) => {
    out(`${progressLine(counts, changesPerSecond)}\n`);
  },
  done: (counts, elapsedMs) => {
    out(`${doneSentence(counts, elapsedMs)}\n`);
  },
  note: (sentence) => {
    err(`${sentence}\n`);
  },
});
