import type { CloudContext } from '../../../core/cloud-context.js';
import { readDefinition } from './crawler-definition.js';
import { crawlerNotRunning, crawlerRunning, crawlerStopping } from './crawler-errors.js';
import type { CrawlerPortsFor } from './crawler-ports.js';
import type { CrawlerRecord } from './crawler-record.js';
import { runCrawl } from './run-crawl.js';
import { CrawlerSchedule } from './schedule/crawler-schedule.js';

export interface CrawlerOwner {
  readonly context: CloudContext;
  readonly portsFor: CrawlerPortsFor;
  /** What the time is on the clock that schedules go by. */
  readonly scheduleNow: () => number;
  /** Makes the state of every crawler durable. */
  readonly save: () => Promise<void>;
}

/** One crawler: at most one run at a time, by hand or by its schedule. */
export class Crawler implements AsyncDisposable {
  #record: CrawlerRecord;
  #run: { readonly stop: AbortController; readonly startedMs: number } | undefined;
  #finished: Promise<void> = Promise.resolve();
  #schedule: CrawlerSchedule | undefined;

  constructor(
    record: CrawlerRecord,
    private readonly owner: CrawlerOwner,
  ) {
    this.#record = record;
  }

  get record(): CrawlerRecord {
    return this.#record;
  }

  get name(): string {
    return this.#record.request.Name ?? '';
  }

  get state(): 'READY' | 'RUNNING' | 'STOPPING' {
    if (!this.#run) return 'READY';
    return this.#run.stop.signal.aborted ? 'STOPPING' : 'RUNNING';
  }

  /** How long it has been running, in template milliseconds; 0 when it is not. */
  get elapsedMs(): number {
    return this.#run ? this.owner.context.clock.elapsedMs() - this.#run.startedMs : 0;
  }

  /** Starts a run. Throws `CrawlerRunningException`. */
  start(): void {
    this.refuseWhenRunning();
    const run = { stop: new AbortController(), startedMs: this.owner.context.clock.elapsedMs() };
    this.#run = run;
    this.#finished = this.#complete(run.stop.signal);
  }

  /** Asks the run to end. Throws `CrawlerNotRunningException` or `CrawlerStoppingException`. */
  stop(): void {
    if (!this.#run) throw crawlerNotRunning(this.name);
    if (this.#run.stop.signal.aborted) throw crawlerStopping(this.name);
    this.#run.stop.abort();
  }

  /** Replaces what is kept of it, durably, and follows its schedule from now on. */
  async change(record: CrawlerRecord): Promise<void> {
    this.#record = record;
    await this.owner.save();
    await this.followSchedule();
  }

  /** Follows the schedule as it is now; without one, nothing runs by itself. */
  async followSchedule(): Promise<void> {
    await this.#schedule?.[Symbol.asyncDispose]();
    const cron = this.#record.isScheduled ? readDefinition(this.#record.request).schedule : undefined;
    const { context, scheduleNow } = this.owner;
    const run = (): void => {
      if (!this.#run) this.start(); // a run that is still going on is not started twice
    };
    this.#schedule = cron && new CrawlerSchedule(cron, { clock: context.clock, now: scheduleNow, run });
  }

  refuseWhenRunning(): void {
    if (this.#run) throw crawlerRunning(this.name);
  }

  /** Resolves when no run is going on. */
  whenReady(): Promise<void> {
    return this.#finished;
  }

  async #complete(signal: AbortSignal): Promise<void> {
    const { context, portsFor, save } = this.owner;
    const { lastCrawl, runtimesMs, crawledFolders } = await runCrawl(this.#record, portsFor, context, signal);
    // Its schedule may have changed since the run began.
    this.#record = { ...this.#record, ...(lastCrawl && { lastCrawl }), runtimesMs, crawledFolders };
    await save().catch((error: unknown) =>
      context.observer.problem?.({
        service: 'Glue',
        resource: this.name,
        message: `The result of the crawl could not be kept: ${String(error)}`,
      }),
    );
    this.#run = undefined;
  }

  /** Stops the schedule and the run, and waits until it has ended. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#schedule?.[Symbol.asyncDispose]();
    this.#run?.stop.abort();
    await this.#finished;
  }
}
