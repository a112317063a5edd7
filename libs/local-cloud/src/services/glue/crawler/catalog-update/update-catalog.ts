import type { Table } from '@aws-sdk/client-glue';
import type { CrawledTable } from '../crawled-table.js';
import type { CrawlerDefinition } from '../crawler-definition.js';
import type { CrawlerPorts } from '../crawler-ports.js';
import { nameWithSuffix } from '../grouping/table-name.js';
import { columnsOf, mergedTable, type TableChange } from './merged-table.js';
import { readTables } from './read-catalog.js';
import { removePartitions, removeTables } from './remove-vanished.js';
import { updatePartitions } from './update-partitions.js';

/** How many tables a crawl created, changed and deleted (or marked as deprecated). */
export interface CatalogChanges {
  readonly created: number;
  readonly updated: number;
  readonly deleted: number;
}

/**
 * Brings the catalog to what the crawl found, as far as the schema change policy allows: new tables and partitions are
 * always created. https://docs.aws.amazon.com/glue/latest/dg/crawler-schema-changes-prevent.html
 */
export const updateCatalog = async (
  found: readonly CrawledTable[],
  definition: CrawlerDefinition,
  ports: CrawlerPorts,
  nowMs: number,
): Promise<CatalogChanges> => {
  const existing = new Map(
    (await readTables(definition.databaseName, ports)).map((table) => [table.Name ?? '', table]),
  );
  const tables = named(found, existing);
  let [created, updated] = [0, 0];
  for (const table of tables) {
    const change = mergedTable(table, existing.get(table.input.Name), definition);
    await writeTable(change, definition.databaseName, ports);
    created += change.kind === 'create' ? 1 : 0;
    updated += change.kind === 'update' ? 1 : 0;
    await updatePartitions(table, columnsOf(change), definition, ports);
    if (!definition.onlyNewFolders) await removePartitions(table, definition, ports, nowMs);
  }
  const kept = new Set(tables.map(({ input }) => input.Name));
  const vanished = [...existing.values()].filter((table) => isOwn(table, definition) && !kept.has(table.Name ?? ''));
  const deleted = definition.onlyNewFolders ? 0 : await removeTables(vanished, definition, ports, nowMs);
  return { created, updated, deleted };
};

const isOwn = ({ Parameters }: Table, { name }: CrawlerDefinition): boolean =>
  Parameters?.['UPDATED_BY_CRAWLER'] === name;

/** A name that another table has, in the catalog or in this crawl, gets a suffix. */
const named = (found: readonly CrawledTable[], existing: ReadonlyMap<string, Table>): readonly CrawledTable[] => {
  // A view lies nowhere, and so is never what was found.
  const taken = new Map([...existing].map(([name, table]) => [name, table.StorageDescriptor?.Location ?? '']));
  return found.map(({ input, partitions }) => {
    const { Location = '' } = input.StorageDescriptor;
    const isFree = sameFolder(taken.get(input.Name) ?? Location, Location);
    const name = isFree ? input.Name : nameWithSuffix(input.Name, Location);
    taken.set(name, Location);
    return { input: { ...input, Name: name }, partitions };
  });
};

const sameFolder = (a: string, b: string): boolean => a.replace(/\/$/, '') === b.replace(/\/$/, '');

const writeTable = async (change: TableChange, databaseName: string, { glue }: CrawlerPorts): Promise<void> => {
  if (change.kind === 'create') await glue.CreateTable({ DatabaseName: databaseName, TableInput: change.input });
  if (change.kind === 'update' || change.kind === 'refresh')
    await glue.UpdateTable({
      DatabaseName: databaseName,
      TableInput: change.input,
      SkipArchive: change.kind === 'refresh',
    });
};
