import { LocalProcess, whenReady, type LocalProcessOptions } from '../local-run/local-process.js';

export interface KillLoopOptions extends LocalProcessOptions {
  readonly times: number;
  /** The longest that a run lives after it is ready. */
  readonly longestLifeMs: number;
  readonly random: () => number;
  readonly isReady: () => Promise<boolean>;
  /** Called when the first run is ready: the load begins. */
  readonly onReady: () => Promise<void>;
  readonly onKill: (count: number, moment: KillMoment) => void;
}

/** When a run is killed: so long after it was started, or after it was ready. */
export interface KillMoment {
  readonly since: 'start' | 'ready';
  readonly afterMs: number;
}

/** A restart reads what the last run left, and must survive being killed at that as well. */
const KILLED_AT_START = 0.25;
const LONGEST_START_MS = 1_500;

/**
 * Starts the local run and kills it at a random moment of its life, again and again, with the same directory. Leaves none
 * running. The first one lives until it is ready, so that there is something to lose.
 */
export const killLoop = async (options: KillLoopOptions): Promise<void> => {
  for (let count = 1; count <= options.times; count++) {
    const moment = momentOf(options, count === 1);
    const run = new LocalProcess(options, '--no-sales');
    try {
      if (moment.since === 'ready') await whenReady(run, options.isReady);
      if (count === 1) await options.onReady();
      await run.runFor(moment.afterMs);
      options.onKill(count, moment);
    } finally {
      await run.kill();
    }
  }
};

const momentOf = ({ random, longestLifeMs }: KillLoopOptions, isFirst: boolean): KillMoment => {
  const isAtStart = random() < KILLED_AT_START && !isFirst;
  const afterMs = Math.round(random() * (isAtStart ? LONGEST_START_MS : longestLifeMs));
  return { since: isAtStart ? 'start' : 'ready', afterMs };
};
