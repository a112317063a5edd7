import type { Output, Reporter } from './reporter.js';

/** One JSON object per line on stdout and nothing else; sentences for people go to stderr. */
export const jsonReporter = ({ out, err }: Output): Reporter => {
  const tell = (event: string, members: object) => {
    out(`${JSON.stringify({ event, ...members })}\n`);
  };
  return {
    intervalMs: 1_000,
    started: ({ seed, table, endpoint, from }) => {
      tell('started', {
        seed,
        table,
        ...(endpoint !== undefined && { endpoint }),
        ...(from !== undefined && { from }),
      });
    },
    skipped: ({ line, reason }) => {
      tell('skipped', { line, reason });
    },
    progress: (counts) => {
      tell('progress', counts);
    },
    done: (counts) => {
      tell('done', counts);
    },
    note: (sentence) => {
      err(`${sentence}\n`);
    },
  };
};
