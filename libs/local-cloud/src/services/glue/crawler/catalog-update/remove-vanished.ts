import type { Partition, Table } from '@aws-sdk/client-glue';
import type { CrawledTable } from '../crawled-table.js';
import type { CrawlerDefinition } from '../crawler-definition.js';
import type { CrawlerPorts } from '../crawler-ports.js';
import { partitionInputOf, tableInputOf } from '../../describe.js';
import { readPartitions } from './read-catalog.js';

const MOST_PER_BATCH = 25;

/** What the policy wants for tables whose objects are gone; the number of those that it changed. */
export const removeTables = async (
  vanished: readonly Table[],
  { deleteBehavior, databaseName }: CrawlerDefinition,
  { glue }: CrawlerPorts,
  nowMs: number,
): Promise<number> => {
  if (deleteBehavior === 'LOG') return 0;
  const present = vanished.filter(
    ({ Parameters }) => deleteBehavior === 'DELETE_FROM_DATABASE' || !isDeprecated(Parameters),
  );
  for (const table of present)
    if (deleteBehavior === 'DELETE_FROM_DATABASE')
      await glue.DeleteTable({ DatabaseName: databaseName, Name: table.Name });
    else await glue.UpdateTable({ DatabaseName: databaseName, TableInput: deprecated(tableInputOf(table), nowMs) });
  return present.length;
};

/** The same for the partitions of a table that is still there. */
export const removePartitions = async (
  { input, partitions }: CrawledTable,
  { deleteBehavior, databaseName }: CrawlerDefinition,
  ports: CrawlerPorts,
  nowMs: number,
): Promise<void> => {
  if (deleteBehavior === 'LOG') return;
  const found = new Set(partitions.map(({ Values }) => JSON.stringify(Values)));
  const existing = await readPartitions(databaseName, input.Name, ports);
  const vanished = [...existing].filter(([values]) => !found.has(values)).map(([, partition]) => partition);
  const place = { DatabaseName: databaseName, TableName: input.Name };
  if (deleteBehavior === 'DELETE_FROM_DATABASE') await deletePartitions(place, vanished, ports);
  else await deprecatePartitions(place, vanished, ports, nowMs);
};

interface Place {
  readonly DatabaseName: string;
  readonly TableName: string;
}

const deletePartitions = async (
  place: Place,
  partitions: readonly Partition[],
  { glue }: CrawlerPorts,
): Promise<void> => {
  for (let start = 0; start < partitions.length; start += MOST_PER_BATCH) {
    const batch = partitions.slice(start, start + MOST_PER_BATCH);
    await glue.BatchDeletePartition({ ...place, PartitionsToDelete: batch.map(({ Values }) => ({ Values })) });
  }
};

const deprecatePartitions = async (
  place: Place,
  partitions: readonly Partition[],
  { glue }: CrawlerPorts,
  nowMs: number,
): Promise<void> => {
  const marked = partitions.filter(({ Parameters }) => !isDeprecated(Parameters));
  await Promise.all(
    marked.map((partition) =>
      glue.UpdatePartition({
        ...place,
        PartitionValueList: partition.Values,
        PartitionInput: deprecated(partitionInputOf(partition), nowMs),
      }),
    ),
  );
};

const isDeprecated = (parameters: Record<string, string> | undefined): boolean =>
  parameters?.['DEPRECATED_BY_CRAWLER'] !== undefined;

const deprecated = <Input extends { readonly Parameters?: Record<string, string> | undefined }>(
  input: Input,
  nowMs: number,
): Input => ({ ...input, Parameters: { ...input.Parameters, DEPRECATED_BY_CRAWLER: String(nowMs) } });
