import type { CrawlerDefinition, CrawlTarget } from './crawler-definition.js';
import type { CrawlerPorts } from './crawler-ports.js';
import { crawledTable, type CrawledTable, type CrawlRun } from './crawled-table.js';
import { findObjects, type FoundObject } from './find-objects.js';
import type { CrawledObject } from './grouping/crawled-object.js';
import { folderOf } from './grouping/folder.js';
import { groupTables } from './grouping/group-tables.js';
import { crawledTableName } from './grouping/table-name.js';
import { classifyObject } from './inference/classify-object.js';
import { sampleObject } from './inference/sample-object.js';

/** What a crawl saw, before the catalog is written. */
export interface CrawlFindings {
  readonly tables: readonly CrawledTable[];
  /** `bucket/folder/` of every object seen. */
  readonly folders: readonly string[];
  /** Full sentences about objects that are in no table. */
  readonly leftOut: readonly string[];
}

export interface CrawlOptions {
  readonly run: CrawlRun;
  /** Whether the objects of a folder (`bucket/folder/`) are looked at. */
  readonly isWanted: (folder: string) => boolean;
  readonly signal: AbortSignal;
}

/** Looks through the targets. Throws what S3 throws; a signal that aborts ends it early, its findings then mean nothing. */
export const crawl = async (
  definition: CrawlerDefinition,
  ports: CrawlerPorts,
  options: CrawlOptions,
): Promise<CrawlFindings> => {
  const findings: CrawlFindings[] = [];
  for (const target of definition.targets) findings.push(await crawlTarget(target, definition, ports, options));
  return {
    tables: findings.flatMap(({ tables }) => tables),
    folders: findings.flatMap(({ folders }) => folders),
    leftOut: findings.flatMap(({ leftOut }) => leftOut),
  };
};

const crawlTarget = async (
  target: CrawlTarget,
  definition: CrawlerDefinition,
  ports: CrawlerPorts,
  { run, isWanted, signal }: CrawlOptions,
): Promise<CrawlFindings> => {
  const found = await findObjects(target, ports);
  const [objects, leftOut]: [CrawledObject[], string[]] = [[], []];
  for (const object of found) {
    if (signal.aborted) break;
    if (!isWanted(folderName(object))) continue;
    const schema = classifyObject(await sampleObject(object, ports), object.sizeBytes);
    if (schema) objects.push({ ...object, schema });
    else leftOut.push(`s3://${object.bucket}/${object.key} is not JSON, and the local cloud classifies nothing else.`);
  }
  const { groups, unplaced } = groupTables(folderOf(target.prefix, objects), definition.grouping);
  return {
    tables: groups.map((group) => {
      const name = crawledTableName(definition.tablePrefix, group.name || target.bucket);
      return crawledTable(group, name, target.bucket, run);
    }),
    folders: [...new Set(found.map(folderName))],
    leftOut: [
      ...leftOut,
      ...unplaced.map((key) => `s3://${target.bucket}/${key} lies above the level of tables and is in none.`),
    ],
  };
};

const folderName = ({ bucket, key }: FoundObject): string => `${bucket}/${key.slice(0, key.lastIndexOf('/') + 1)}`;
