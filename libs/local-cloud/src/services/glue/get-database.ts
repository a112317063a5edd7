import type { GetDatabaseCommandInput, GetDatabaseCommandOutput } from '@aws-sdk/client-glue';
import type { Catalog } from './catalog.js';
import { describeDatabase } from './describe.js';

/** https://docs.aws.amazon.com/glue/latest/webapi/API_GetDatabase.html */
export const getDatabase = async (
  { Name }: GetDatabaseCommandInput,
  catalog: Catalog,
): Promise<Omit<GetDatabaseCommandOutput, '$metadata'>> => ({
  Database: describeDatabase(await catalog.database(Name), catalog.context),
});
