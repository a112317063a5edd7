import type { Clock } from '../../../../core/clock.js';
import type { CronExpression } from './cron.js';

/** Timers hold no more than 24 days, so a longer wait is made of shorter ones. Milliseconds. */
const LONGEST_SLEEP_MS = 86_400_000;

interface ScheduleOptions {
  readonly clock: Clock;
  /** Milliseconds since the epoch, on the clock of the template. */
  readonly now: () => number;
  readonly run: () => void;
}

/** Runs something whenever a cron expression says so, until it is disposed of. */
export class CrawlerSchedule implements AsyncDisposable {
  readonly #stop = new AbortController();
  readonly #finished: Promise<void>;

  constructor(cron: CronExpression, options: ScheduleOptions) {
    this.#finished = this.#follow(cron, options);
  }

  async #follow(cron: CronExpression, { clock, now, run }: ScheduleOptions): Promise<void> {
    const { signal } = this.#stop;
    let next = cron.nextAfter(now());
    while (next !== undefined) {
      await clock.sleep(Math.min(next - now(), LONGEST_SLEEP_MS), signal);
      if (signal.aborted) return;
      if (now() < next) continue;
      run();
      next = cron.nextAfter(now());
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.#finished;
  }
}
