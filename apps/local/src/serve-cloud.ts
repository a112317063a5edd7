import type { Clock, LocalCloud } from '@sales-cdc/local-cloud';
import { setTimeout as delay } from 'node:timers/promises';
import { stageLines, stageSummary, type LiveView } from './live-view.js';

const TICK_MS = 500;

/** What serving an app of any kind takes. */
export interface ServedCloud {
  readonly cloud: Pick<LocalCloud, 'progress'>;
  readonly view: LiveView;
  readonly clock: Pick<Clock, 'now'>;
  /** Aborts when the user wants the run to end. */
  readonly stop: AbortSignal;
}

/** Serves until the user ends it, with the counts of every stage on the screen; the data is nobody's business here. */
export const serveCloud = async ({ cloud, view, clock, stop }: ServedCloud): Promise<void> => {
  view.say('Serving until Ctrl-C.');
  while (!stop.aborted) {
    const stages = await cloud.progress();
    if (stages.length > 0) view.show(stageLines(stages), stageSummary(stages), clock.now());
    // Waking up by the signal is the usual end.
    await delay(TICK_MS, undefined, { signal: stop }).catch(() => undefined);
  }
  const stages = await cloud.progress();
  const pending = stages.reduce((sum, stage) => sum + stage.pending, 0);
  view.say(...stageLines(stages), pending === 0 ? 'Stopped: nothing is under way.' : `Stopped: ${pending} under way.`);
};
