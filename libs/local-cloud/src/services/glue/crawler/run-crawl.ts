import type { CloudContext } from '../../../core/cloud-context.js';
import { randomUuid } from '../../../core/random-uuid.js';
import { updateCatalog } from './catalog-update/update-catalog.js';
import { CrawlLog } from './crawl-log.js';
import { crawl } from './crawl.js';
import { readDefinition } from './crawler-definition.js';
import type { CrawlerPorts, CrawlerPortsFor } from './crawler-ports.js';
import { loggedCatalog } from './logged-catalog.js';
import { roleOf, type CrawlerRecord } from './crawler-record.js';

/** Differs: on AWS it takes a minute or two until a crawler has its machines. Template milliseconds. */
const START_UP_MS = 10_000;

/** One run, from the start-up to the catalog; the record with what came of it. Never throws: a failure is recorded. */
export const runCrawl = async (
  record: CrawlerRecord,
  portsFor: CrawlerPortsFor,
  context: CloudContext,
  signal: AbortSignal,
): Promise<CrawlerRecord> => {
  const { clock } = context;
  const [startedAtMs, startedMs] = [clock.now(), clock.elapsedMs()];
  const begun = { startedAtMs, messagePrefix: randomUuid(context.random), changes: NO_CHANGES };
  let log: CrawlLog | undefined;
  try {
    await clock.sleep(START_UP_MS, signal);
    if (signal.aborted) return { ...record, lastCrawl: { ...begun, status: 'CANCELLED' } };
    const ports = portsFor(roleOf(record));
    log = newLog(record, begun.messagePrefix, ports, context);
    const done = await crawlOnce(record, ports, log, context, signal);
    if (!done) return { ...record, lastCrawl: { ...begun, status: 'CANCELLED' } };
    return {
      ...record,
      lastCrawl: { ...begun, status: 'SUCCEEDED', changes: done.changes },
      runtimesMs: [clock.elapsedMs() - startedMs, ...record.runtimesMs].slice(0, RUNS_FOR_THE_MEDIAN),
      crawledFolders: done.folders,
    };
  } catch (error) {
    const errorMessage = error instanceof Error ? error.message : String(error);
    report(record, `The crawl failed: ${errorMessage}`, context);
    await log?.write('ERROR', errorMessage);
    return { ...record, lastCrawl: { ...begun, status: 'FAILED', errorMessage } };
  } finally {
    await log?.write('BENCHMARK', 'Crawler has finished running and is in state READY');
  }
};

const NO_CHANGES = { created: 0, updated: 0, deleted: 0 };
const RUNS_FOR_THE_MEDIAN = 20;

const newLog = (record: CrawlerRecord, runId: string, { logs }: CrawlerPorts, context: CloudContext): CrawlLog =>
  new CrawlLog(record.request.Name ?? '', runId, context.clock, logs, (message) => {
    report(record, message, context);
  });

const crawlOnce = async (
  record: CrawlerRecord,
  ports: CrawlerPorts,
  log: CrawlLog,
  context: CloudContext,
  signal: AbortSignal,
) => {
  const definition = readDefinition(record.request);
  await log.write('BENCHMARK', `Running Start Crawl for Crawler ${definition.name}`);
  // A database that is not there fails the run before any object is read.
  await ports.glue.GetDatabase({ Name: definition.databaseName });
  const crawled = new Set(record.crawledFolders);
  const findings = await crawl(definition, ports, {
    run: { crawlerName: definition.name, runId: log.runId },
    isWanted: (folder) => !definition.onlyNewFolders || !crawled.has(folder),
    signal,
  });
  if (signal.aborted) return undefined;
  for (const sentence of summaryOf(findings.leftOut)) report(record, sentence, context);
  await log.classified(definition);
  const logged = { ...ports, glue: loggedCatalog(ports.glue, log) };
  const changes = await updateCatalog(findings.tables, definition, logged, context.clock.now());
  await log.finishedWriting(changes);
  return { changes, folders: findings.folders };
};

/** The first of many speaks for the others. */
const summaryOf = ([first, ...others]: readonly string[]): readonly string[] => {
  if (first === undefined) return [];
  return [others.length === 0 ? first : `${first} So it is with ${others.length} other objects.`];
};

const report = ({ request }: CrawlerRecord, message: string, { observer }: CloudContext): void =>
  observer.problem?.({ service: 'Glue', resource: request.Name ?? '', message });
