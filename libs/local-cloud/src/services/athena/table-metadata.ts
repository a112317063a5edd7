import type { TableMetadata } from '@aws-sdk/client-athena';
import type { Table } from '@aws-sdk/client-glue';

/** A table of the catalog as Athena describes it. */
export const tableMetadata = ({
  Name,
  CreateTime,
  TableType,
  StorageDescriptor,
  PartitionKeys,
  Parameters,
}: Table): TableMetadata => ({
  Name,
  CreateTime,
  TableType,
  Columns: StorageDescriptor?.Columns ?? [],
  PartitionKeys: PartitionKeys ?? [],
  Parameters: {
    ...Parameters,
    ...(StorageDescriptor?.Location !== undefined && { location: StorageDescriptor.Location }),
    ...(StorageDescriptor?.InputFormat !== undefined && { inputformat: StorageDescriptor.InputFormat }),
    ...(StorageDescriptor?.OutputFormat !== undefined && { outputformat: StorageDescriptor.OutputFormat }),
  },
});
