import { MOST_ATTEMPTS, backoffMs } from './backoff.js';
import { failureOf } from './failure.js';
import type { Persistence } from './persist.js';

/**
 * Attempts what may be done twice without harm, until nothing is left: `attempt` takes what is left and gives what it
 * could not do. Throws what the table said when that is final, or after twenty attempts that got nothing further.
 */
export const persistAll = async <T>(
  items: readonly T[],
  attempt: (items: readonly T[]) => Promise<readonly T[]>,
  persistence: Persistence,
): Promise<void> => {
  let left = items;
  for (let failures = 1; left.length > 0; failures += 1) {
    try {
      const still = await attempt(left);
      if (still.length < left.length) failures = 1;
      left = still;
      if (left.length === 0) return;
      if (failures >= MOST_ATTEMPTS)
        throw new Error(`DynamoDB had no capacity for ${left.length} items in ${failures} attempts.`);
    } catch (error) {
      const failure = failureOf(error);
      if ((failure !== 'throttled' && failure !== 'unclear') || failures >= MOST_ATTEMPTS) throw error;
    }
    persistence.onRetry();
    await persistence.sleep(backoffMs(failures, persistence.random));
  }
};
