import type { ListTableMetadataCommandInput, ListTableMetadataCommandOutput } from '@aws-sdk/client-athena';
import type { AthenaState } from './athena-state.js';
import { tableMetadata } from './table-metadata.js';

/** https://docs.aws.amazon.com/athena/latest/APIReference/API_ListTableMetadata.html */
export const listTableMetadata = async (
  { DatabaseName, Expression, NextToken, MaxResults }: ListTableMetadataCommandInput,
  { ports }: AthenaState,
): Promise<Omit<ListTableMetadataCommandOutput, '$metadata'>> => {
  const page = await ports.glue.GetTables({ DatabaseName, Expression, NextToken, MaxResults });
  return {
    TableMetadataList: (page.TableList ?? []).map(tableMetadata),
    ...(page.NextToken !== undefined && { NextToken: page.NextToken }),
  };
};
