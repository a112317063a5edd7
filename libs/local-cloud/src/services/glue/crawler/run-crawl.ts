import type { CloudContext } from '../../../core/cloud-context.js';
import { randomUuid } from '../../../core/random-uuid.js';
import { updateCatalog } from './catalog-update/update-catalog.js';
import { crawl } from './crawl.js';
import { readDefinition } from './crawler-definition.js';
import type { CrawlerPorts, CrawlerPortsFor } from './crawler-ports.js';
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
  const none = { created: 0, updated: 0, deleted: 0 };
  try {
    await clock.sleep(START_UP_MS, signal);
    const done = signal.aborted ? undefined : await crawlOnce(record, portsFor(roleOf(record)), context, signal);
    if (!done) return { ...record, lastCrawl: { status: 'CANCELLED', startedAtMs, changes: none } };
    return {
      ...record,
      lastCrawl: { status: 'SUCCEEDED', startedAtMs, changes: done.changes },
      runtimesMs: [clock.elapsedMs() - startedMs, ...record.runtimesMs].slice(0, RUNS_FOR_THE_MEDIAN),
      crawledFolders: done.folders,
    };
  } catch (error) {
    const errorMessage = error instanceof Error ? error.message : String(error);
    report(record, `The crawl failed: ${errorMessage}`, context);
    return { ...record, lastCrawl: { status: 'FAILED', startedAtMs, errorMessage, changes: none } };
  }
};

const RUNS_FOR_THE_MEDIAN = 20;

const crawlOnce = async (record: CrawlerRecord, ports: CrawlerPorts, context: CloudContext, signal: AbortSignal) => {
  const definition = readDefinition(record.request);
  // A database that is not there fails the run before any object is read.
  await ports.glue.GetDatabase({ Name: definition.databaseName });
  const crawled = new Set(record.crawledFolders);
  const findings = await crawl(definition, ports, {
    run: { crawlerName: definition.name, runId: randomUuid(context.random) },
    isWanted: (folder) => !definition.onlyNewFolders || !crawled.has(folder),
    signal,
  });
  if (signal.aborted) return undefined;
  for (const sentence of summaryOf(findings.leftOut)) report(record, sentence, context);
  const changes = await updateCatalog(findings.tables, definition, ports, context.clock.now());
  return { changes, folders: findings.folders };
};

/** The first of many speaks for the others. */
const summaryOf = ([first, ...others]: readonly string[]): readonly string[] => {
  if (first === undefined) return [];
  return [others.length === 0 ? first : `${first} So it is with ${others.length} other objects.`];
};

const report = ({ request }: CrawlerRecord, message: string, { observer }: CloudContext): void =>
  observer.problem?.({ service: 'Glue', resource: request.Name ?? '', message });
