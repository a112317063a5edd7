import type { LocalCloud } from '@sales-cdc/local-cloud';
import { setTimeout as delay } from 'node:timers/promises';

const POLL_MS = 50;

/** Resolves when no stage has anything left to do, or the signal aborts. */
export const drained = async (cloud: Pick<LocalCloud, 'progress'>, stop: AbortSignal): Promise<void> => {
  while (!stop.aborted) {
    // Stages are asked from the source to the lake, so what one hands over while we ask is seen at the next.
    const stages = await cloud.progress();
    if (stages.every(({ pending }) => pending === 0)) return;
    await delay(POLL_MS);
  }
};
