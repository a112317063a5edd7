import { AwsError } from '@sales-cdc/aws-wire';
import type { GetTableMetadataCommandInput, GetTableMetadataCommandOutput } from '@aws-sdk/client-athena';
import type { AthenaState } from './athena-state.js';
import { tableMetadata } from './table-metadata.js';

/** https://docs.aws.amazon.com/athena/latest/APIReference/API_GetTableMetadata.html */
export const getTableMetadata = async (
  { DatabaseName, TableName }: GetTableMetadataCommandInput,
  { ports }: AthenaState,
): Promise<Omit<GetTableMetadataCommandOutput, '$metadata'>> => {
  const { Table } = await ports.glue.GetTable({ DatabaseName, Name: TableName }).catch((cause: unknown) => {
    if (!(cause instanceof AwsError)) throw cause;
    throw new AwsError('MetadataException', cause.message, 400, { cause });
  });
  return Table ? { TableMetadata: tableMetadata(Table) } : {};
};
