import type { CreateCrawlerRequest } from '@aws-sdk/client-glue';
import { join } from 'node:path';
import type { CloudContext } from '../../../core/cloud-context.js';
import { readJsonFile, writeDurably } from '../../../core/durable-file.js';
import { alreadyExists, entityNotFound } from '../errors.js';
import { Crawler } from './crawler.js';
import { readDefinition } from './crawler-definition.js';
import type { CrawlerPortsFor } from './crawler-ports.js';
import { newRecord, roleOf, type CrawlerRecord } from './crawler-record.js';

/** The crawlers of the account, in one durable file; what ran when the process ended is not run again by itself. */
export class Crawlers implements AsyncDisposable {
  readonly #path: string;
  #opened: Promise<Map<string, Crawler>> | undefined;
  #lastSave: Promise<void> = Promise.resolve();
  #isStarted = false;
  /** The world's time when the template's clock stood at 0: schedules go by the template's clock. */
  readonly #epochMs: number;

  constructor(
    readonly context: CloudContext,
    private readonly portsFor: CrawlerPortsFor,
  ) {
    this.#path = join(context.dataDirectory, 'glue', 'crawlers.json');
    this.#epochMs = context.clock.now() - context.clock.elapsedMs();
  }

  async all(): Promise<readonly Crawler[]> {
    return [...(await this.#crawlers()).values()];
  }

  async find(name: string | undefined): Promise<Crawler | undefined> {
    return (await this.#crawlers()).get(name ?? '');
  }

  /** Throws `EntityNotFoundException`. */
  async require(name: string | undefined): Promise<Crawler> {
    const crawler = await this.find(name);
    if (!crawler) throw entityNotFound(`Crawler with name ${name ?? ''} does not exist`);
    return crawler;
  }

  /** Throws `AlreadyExistsException`, or what is wrong with the settings. */
  async create(request: CreateCrawlerRequest): Promise<void> {
    const { name } = readDefinition(request);
    const crawlers = await this.#crawlers();
    if (crawlers.has(name)) throw alreadyExists(`Crawler with name ${name} already exists`);
    const record = newRecord(request, this.context.clock.now());
    this.checkRole(record);
    const crawler = this.#crawler(record);
    crawlers.set(name, crawler);
    await this.#save();
    if (this.#isStarted) await crawler.followSchedule();
  }

  /** As on AWS, a role that Glue cannot take on is found out when a crawler gets it, not when it runs. */
  checkRole(record: Pick<CrawlerRecord, 'request'>): void {
    this.portsFor(roleOf(record));
  }

  /** Throws `CrawlerRunningException`. What it crawled stays in the catalog. */
  async delete(name: string | undefined): Promise<void> {
    const crawler = await this.require(name);
    crawler.refuseWhenRunning();
    (await this.#crawlers()).delete(crawler.name);
    await this.#save();
    await crawler[Symbol.asyncDispose]();
  }

  /** Lets the schedules run. */
  async start(): Promise<void> {
    this.#isStarted = true;
    for (const crawler of await this.all()) await crawler.followSchedule();
  }

  #crawlers(): Promise<Map<string, Crawler>> {
    this.#opened ??= readJsonFile<readonly CrawlerRecord[]>(this.context.disk, this.#path).then(
      (records) => new Map((records ?? []).map((record) => [record.request.Name ?? '', this.#crawler(record)])),
    );
    return this.#opened;
  }

  #crawler(record: CrawlerRecord): Crawler {
    const { context, portsFor } = this;
    const scheduleNow = (): number => this.#epochMs + context.clock.elapsedMs();
    return new Crawler(record, { context, portsFor, scheduleNow, save: () => this.#save() });
  }

  /** One write after the other, each with all that is known by then. */
  #save(): Promise<void> {
    const saved = this.#lastSave.then(async () => {
      const records = (await this.all()).map(({ record }) => record);
      await writeDurably(this.context.disk, this.#path, JSON.stringify(records));
    });
    this.#lastSave = saved.catch(() => undefined); // the caller has the rejection; the next save must not
    return saved;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#opened) return;
    for (const crawler of await this.all()) await crawler[Symbol.asyncDispose]();
  }
}
