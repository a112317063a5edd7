import type { TableInput } from '@aws-sdk/client-glue';
import { catalogName } from './catalog.js';
import { invalidInput } from './errors.js';

/**
 * The table as it is kept: its name and its columns' names in lower case, everything else (the texts of a view, too) as
 * it came. A partition key may have the name of a column, as it may on AWS, where a crawler can write such a table and
 * no query can read it.
 */
export const normalTable = (input: TableInput | undefined): TableInput & { readonly Name: string } => {
  if (!input) throw invalidInput('TableInput is required.');
  const { StorageDescriptor, PartitionKeys } = input;
  return {
    ...input,
    Name: catalogName(input.Name),
    ...(StorageDescriptor && {
      StorageDescriptor: { ...StorageDescriptor, Columns: StorageDescriptor.Columns?.map(lowerCased) },
    }),
    ...(PartitionKeys && { PartitionKeys: PartitionKeys.map(lowerCased) }),
  };
};

const lowerCased = <Column extends { Name: string | undefined }>(column: Column): Column => ({
  ...column,
  Name: column.Name?.toLowerCase(),
});
