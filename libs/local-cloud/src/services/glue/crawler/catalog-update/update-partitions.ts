import type { Column, Partition, PartitionInput } from '@aws-sdk/client-glue';
import { AwsError } from '@sales-cdc/aws-wire';
import { isDeepStrictEqual } from 'node:util';
import type { CrawledTable } from '../crawled-table.js';
import type { CrawlerDefinition } from '../crawler-definition.js';
import type { CrawlerPorts } from '../crawler-ports.js';
import { readPartitions } from './read-catalog.js';

const MOST_PER_BATCH = 100;

/** Creates the partitions that are new and, where the policy lets it, changes those whose columns are others now. */
export const updatePartitions = async (
  { input, partitions }: CrawledTable,
  tableColumns: readonly Column[],
  { databaseName, partitionsInherit, updateBehavior }: CrawlerDefinition,
  ports: CrawlerPorts,
): Promise<void> => {
  if (partitions.length === 0) return;
  const place = { DatabaseName: databaseName, TableName: input.Name };
  const existing = await readPartitions(databaseName, input.Name, ports);
  const wanted = partitions.map((partition): PartitionInput & { readonly Values: string[] } =>
    partitionsInherit
      ? { ...partition, StorageDescriptor: { ...partition.StorageDescriptor, Columns: [...tableColumns] } }
      : partition,
  );
  const isNew = ({ Values }: PartitionInput): boolean => !existing.has(JSON.stringify(Values));
  const created = wanted.filter(isNew);
  for (let start = 0; start < created.length; start += MOST_PER_BATCH)
    await createBatch(place, created.slice(start, start + MOST_PER_BATCH), ports);
  if (updateBehavior === 'LOG') return;
  const changed = wanted.filter((partition) => {
    const known = existing.get(JSON.stringify(partition.Values));
    return known && !hasSameSchema(known, partition);
  });
  // Side by side: the catalog then writes many of them at once.
  await Promise.all(
    changed.map((partition) =>
      ports.glue.UpdatePartition({ ...place, PartitionValueList: partition.Values, PartitionInput: partition }),
    ),
  );
};

const createBatch = async (
  place: { readonly DatabaseName: string; readonly TableName: string },
  batch: PartitionInput[],
  { glue }: CrawlerPorts,
): Promise<void> => {
  const { Errors = [] } = await glue.BatchCreatePartition({ ...place, PartitionInputList: batch });
  for (const { ErrorDetail, PartitionValues = [] } of Errors) {
    if (ErrorDetail?.ErrorCode === 'AlreadyExistsException') continue; // somebody was faster
    throw new AwsError(
      ErrorDetail?.ErrorCode ?? 'InternalServiceException',
      `Partition ${PartitionValues.join('/')} cannot be created: ${ErrorDetail?.ErrorMessage ?? ''}`,
    );
  }
};

const hasSameSchema = (known: Partition, wanted: PartitionInput): boolean =>
  isDeepStrictEqual(known.StorageDescriptor?.Columns, wanted.StorageDescriptor?.Columns) &&
  known.StorageDescriptor?.Location === wanted.StorageDescriptor?.Location &&
  known.Parameters?.['DEPRECATED_BY_CRAWLER'] === undefined;
