import { AwsError } from '@sales-cdc/aws-wire';
import type { Database, GetDatabaseCommandInput } from '@aws-sdk/client-athena';
import type { AthenaState } from './athena-state.js';
import { requireCatalog } from './require-catalog.js';

/** https://docs.aws.amazon.com/athena/latest/APIReference/API_GetDatabase.html */
export const getDatabase = async (
  { CatalogName, DatabaseName }: GetDatabaseCommandInput,
  { ports }: AthenaState,
): Promise<{ readonly Database: Database }> => {
  requireCatalog(CatalogName);
  const found = await ports.glue.GetDatabase({ Name: DatabaseName }).catch((cause: unknown) => {
    if (!(cause instanceof AwsError)) throw cause;
    throw new AwsError('MetadataException', cause.message, 400, { cause });
  });
  const { Name, Description, Parameters } = found.Database ?? {};
  return {
    Database: {
      Name,
      ...(Description !== undefined && { Description }),
      ...(Parameters !== undefined && { Parameters }),
    },
  };
};
