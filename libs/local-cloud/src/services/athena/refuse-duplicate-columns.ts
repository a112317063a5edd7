import type { Table } from '@aws-sdk/client-glue';
import { QueryFailed } from './engine/query-failed.js';

/** The catalog takes a partition key that has the name of a column, as a crawler writes it; no query can read it. */
export const refuseDuplicateColumns = ({ Name = '', StorageDescriptor, PartitionKeys }: Table): void => {
  const columns = [...(StorageDescriptor?.Columns ?? []), ...(PartitionKeys ?? [])].map((column) => column.Name);
  if (new Set(columns).size < columns.length)
    throw new QueryFailed(
      `HIVE_INVALID_METADATA: Hive metadata for table ${Name} is invalid: Table descriptor contains duplicate columns`,
    );
};
