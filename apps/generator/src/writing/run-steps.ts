import { saleIdsOf, type Step } from './steps.js';

/**
 * Writes the steps, up to `concurrency` at a time, in order for each sale: a step waits for the earlier ones that touch
 * a sale of its own. Returns when all are written. After the first write that fails, or when the steps themselves fail,
 * it begins no other, waits for those under way, and throws that error.
 */
export const runSteps = async (
  steps: AsyncIterable<Step>,
  write: (step: Step) => Promise<void>,
  concurrency: number,
): Promise<void> => {
  const underway = new Set<Promise<void>>();
  const lastOf = new Map<string, Promise<void>>();
  const failures: unknown[] = [];

  const begin = (step: Step): void => {
    const ids = saleIdsOf(step);
    const earlier = ids.flatMap((id) => lastOf.get(id) ?? []);
    const task = Promise.all(earlier)
      .then(() => (failures.length === 0 ? write(step) : undefined))
      .catch((error: unknown) => void failures.push(error))
      .then(() => {
        underway.delete(task);
        for (const id of ids) if (lastOf.get(id) === task) lastOf.delete(id);
      });
    underway.add(task);
    for (const id of ids) lastOf.set(id, task);
  };

  try {
    for await (const step of steps) {
      begin(step);
      while (underway.size >= concurrency) await Promise.race(underway);
      if (failures.length > 0) break;
    }
  } catch (error) {
    failures.push(error);
  }
  await Promise.all(underway);
  if (failures.length > 0) throw failures[0];
};
