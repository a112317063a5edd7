import type { Clock } from '../../../core/clock.js';
import type { CrawlerDefinition } from './crawler-definition.js';
import type { CrawlerPorts } from './crawler-ports.js';

/** Every crawler of an account writes here, each into a stream of its own name. */
export const CRAWLER_LOG_GROUP = '/aws-glue/crawlers';

/**
 * The log of one run, each line with the run's id before it.
 * Differs: AWS's lines as they have been seen in public; it writes others, too, which are not known here.
 */
export class CrawlLog {
  #isBroken = false;

  constructor(
    private readonly crawlerName: string,
    /** LastCrawl calls it MessagePrefix. */
    readonly runId: string,
    private readonly clock: Clock,
    private readonly logs: CrawlerPorts['logs'],
    /** Told once why the log cannot be written; the run goes on. */
    private readonly onProblem: (message: string) => void,
  ) {}

  async write(level: 'BENCHMARK' | 'INFO' | 'ERROR', text: string): Promise<void> {
    if (!this.logs || this.#isBroken) return;
    const events = [{ timestamp: this.clock.now(), message: `[${this.runId}] ${level} : ${text}` }];
    const place = { logGroupName: CRAWLER_LOG_GROUP, logStreamName: this.crawlerName };
    await this.logs.append({ ...place, events }).catch((error: unknown) => {
      this.#isBroken = true;
      this.onProblem(`The log could not be written: ${error instanceof Error ? error.message : String(error)}`);
    });
  }

  /** Objects were looked through. */
  async classified({ databaseName, updateBehavior, deleteBehavior }: CrawlerDefinition): Promise<void> {
    await this.write('BENCHMARK', `Classification complete, writing results to database ${databaseName}`);
    const policy = { UpdateBehavior: updateBehavior, DeleteBehavior: deleteBehavior };
    await this.write('INFO', `Crawler configured with SchemaChangePolicy ${JSON.stringify(policy)}.`);
  }

  /** The catalog was written. */
  async finishedWriting(counts: {
    readonly created: number;
    readonly updated: number;
    readonly deleted: number;
  }): Promise<void> {
    await this.write('BENCHMARK', 'Finished writing to Catalog');
    const changes = { ADD: counts.created, UPDATE: counts.updated, DELETE: counts.deleted };
    const told = Object.entries(changes).filter(([, count]) => count > 0);
    if (told.length > 0) await this.write('INFO', 'Run Summary For TABLE:');
    for (const [kind, count] of told) await this.write('INFO', `${kind}: ${String(count)}`);
  }
}
