import { MOST_ATTEMPTS, backoffMs } from './backoff.js';
import { failureOf } from './failure.js';

/** How a write is tried again: waiting and chance are given, and each further attempt is told. */
export interface Persistence {
  readonly sleep: (intervalMs: number) => Promise<void>;
  readonly random: () => number;
  readonly onRetry: () => void;
}

/**
 * Makes a conditional write until the table has answered. `true`: it is done. `false`: its condition does not hold.
 * Throws what the table said when that is final, or when twenty attempts over about a minute met no answer.
 *
 * After an attempt whose outcome is unclear, a condition that does not hold means that this attempt was done: it is the
 * write itself that has changed what the condition asks about.
 */
export const persist = async (write: () => Promise<unknown>, persistence: Persistence): Promise<boolean> => {
  let mayBeDone = false;
  for (let attempt = 1; ; attempt += 1) {
    try {
      await write();
      return true;
    } catch (error) {
      const failure = failureOf(error);
      if (failure === 'condition') return mayBeDone;
      if (failure === 'final' || attempt >= MOST_ATTEMPTS) throw error;
      mayBeDone ||= failure === 'unclear';
    }
    persistence.onRetry();
    await persistence.sleep(backoffMs(attempt, persistence.random));
  }
};
