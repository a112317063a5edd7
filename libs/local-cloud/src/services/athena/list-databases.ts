import type { ListDatabasesCommandInput, ListDatabasesCommandOutput } from '@aws-sdk/client-athena';
import type { AthenaState } from './athena-state.js';

/** https://docs.aws.amazon.com/athena/latest/APIReference/API_ListDatabases.html */
export const listDatabases = async (
  { NextToken, MaxResults }: ListDatabasesCommandInput,
  { ports }: AthenaState,
): Promise<Omit<ListDatabasesCommandOutput, '$metadata'>> => {
  const page = await ports.glue.GetDatabases({ NextToken, MaxResults });
  return {
    DatabaseList: (page.DatabaseList ?? []).map(({ Name, Description, Parameters }) => ({
      Name,
      Description,
      Parameters,
    })),
    ...(page.NextToken !== undefined && { NextToken: page.NextToken }),
  };
};
