import { SAMPLE_QUERY } from '@sales-cdc/lake-table';
import type { AthenaSession } from './athena-session.js';
import type { WriteCounts } from './generator-process.js';
import { stageLines, stageSummary } from './live-view.js';
import type { PipelineRun } from './pipeline-run.js';
import { textTable } from './text-table.js';

const TICK_MS = 500;
const SHOWN_COLUMNS = [
  'op',
  'sale_id',
  'product_name',
  'quantity',
  'unit_price',
  'currency',
  'status',
  'creation_datetime',
];

/** Keeps the counts on the screen up to date, and asks SQL as soon as there is something to answer. */
export class LiveReport implements AsyncDisposable {
  readonly #timer: NodeJS.Timeout;
  #ticking: Promise<void> | undefined;
  #firstRowMs: number | undefined;
  #answered = false;
  #askedAt = 0;

  constructor(
    private readonly run: PipelineRun,
    private readonly athena: AthenaSession,
    private readonly written: () => WriteCounts | undefined,
  ) {
    this.#timer = setInterval(() => {
      this.#ticking ??= this.#tick()
        // What is on the screen is worth no end of the run: an object may be deleted while a query reads it.
        .catch((error: unknown) => {
          this.run.view.say(`! ${messageOf(error)}`);
        })
        .finally(() => (this.#ticking = undefined));
    }, TICK_MS);
  }

  /** From the start of the process until SQL answered with a row; undefined until then. */
  get firstRowMs(): number | undefined {
    return this.#firstRowMs;
  }

  async #tick(): Promise<void> {
    const { cloud, tracker, view, clock, pipeline } = this.run;
    const stages = await cloud.progress();
    const written = this.written();
    const writes = written
      ? `generator  written ${written.written}  updated ${written.updated}  deleted ${written.deleted}  skipped ${written.skipped}  retried ${written.retried}`
      : undefined;
    const rows = `${pipeline.lakeTableName}  rows ${tracker.delivered}${freshness(tracker.freshness.percentile(0.5))}`;
    view.show(
      [...(writes === undefined ? [] : [writes]), ...stageLines(stages), rows],
      `${stageSummary(stages) || 'nothing has moved yet'} | rows ${tracker.delivered}`,
      clock.now(),
    );
    // Asking again is worth its cost only when there is much more to answer from.
    if (tracker.delivered < 2 * this.#askedAt || tracker.delivered === 0) return;
    this.#askedAt = tracker.delivered;
    await this.ask();
  }

  /** Looks for the first row, then for the first answer to the sample query, and prints it; asks no more once it is there. */
  async ask(): Promise<void> {
    const { tracker, environment, pipeline, view } = this.run;
    if (tracker.delivered === 0 || this.#answered) return;
    if (this.#firstRowMs === undefined) {
      const rows = await this.athena.all(`SELECT sale_id FROM ${pipeline.lakeTableName} LIMIT 1`);
      if (rows.length > 0) this.#firstRowMs = environment.uptimeMs();
    }
    const answer = await this.#sampleAnswer();
    if (answer.length === 0) return;
    this.#answered = true;
    view.say('', SAMPLE_QUERY, '', ...answer, '');
  }

  /** The answer for people, or why there is none: with other columns in the template the question may not fit. */
  async #sampleAnswer(): Promise<readonly string[]> {
    try {
      const rows = await this.athena.all(SAMPLE_QUERY);
      return rows.length === 0 ? [] : textTable(rows, SHOWN_COLUMNS, { most: 5, width: 160 });
    } catch (error) {
      return [messageOf(error)];
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#timer);
    await this.#ticking;
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const freshness = (p50: number | null): string => (p50 === null ? '' : `  half within ${p50} ms of their write`);
