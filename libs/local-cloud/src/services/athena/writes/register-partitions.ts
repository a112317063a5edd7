import type { Table, TableInput } from '@aws-sdk/client-glue';
import type { PartitionValues } from '../engine/lake-table.js';
import { unlessMissing } from '../find-tables.js';
import { locationTemplate } from '../location-template.js';
import { NULL_PARTITION } from '../find-files.js';
import type { AthenaPorts } from '../ports.js';

/** Creates the partitions that the catalog does not have yet. */
export const registerPartitions = async (
  DatabaseName: string,
  table: Table | TableInput,
  partitions: readonly PartitionValues[],
  { glue }: AthenaPorts,
): Promise<void> => {
  const columns = (table.PartitionKeys ?? []).map(({ Name = '' }) => Name.toLowerCase());
  if (columns.length === 0) return;
  const TableName = table.Name;
  const template = locationTemplate({ Name: TableName, StorageDescriptor: table.StorageDescriptor }, columns);
  for (const partition of partitions) {
    const Values = partition.map((value) => value ?? NULL_PARTITION);
    const known = await unlessMissing(glue.GetPartition({ DatabaseName, TableName, PartitionValues: Values }));
    if (known) continue;
    const { bucket, prefix } = template.locationOf(Values);
    const StorageDescriptor = { ...table.StorageDescriptor, Location: `s3://${bucket}/${prefix}` };
    await glue.CreatePartition({ DatabaseName, TableName, PartitionInput: { Values, StorageDescriptor } });
  }
};
