import type { TableInput } from '@aws-sdk/client-glue';
import { catalogName } from './catalog.js';
import { invalidInput } from './errors.js';

/**
 * The table as it is kept: its name and its columns' names in lower case. Views are refused. A partition key may have the
 * name of a column, as it may on AWS, where a crawler can write such a table and no query can read it.
 */
export const normalTable = (input: TableInput | undefined): TableInput & { readonly Name: string } => {
  if (!input) throw invalidInput('TableInput is required.');
  if (input.TableType === 'VIRTUAL_VIEW')
    throw invalidInput(
      `${input.Name ?? 'The table'} is a view (VIRTUAL_VIEW), which the local cloud does not support yet.`,
    );
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
