import type { GetDatabasesCommandInput, GetDatabasesCommandOutput } from '@aws-sdk/client-glue';
import type { Catalog } from './catalog.js';
import { describeDatabase } from './describe.js';
import { page } from './paging.js';

const MOST_PER_PAGE = 100;

/** https://docs.aws.amazon.com/glue/latest/webapi/API_GetDatabases.html */
export const getDatabases = async (
  input: GetDatabasesCommandInput,
  catalog: Catalog,
): Promise<Omit<GetDatabasesCommandOutput, '$metadata'>> => {
  const { items, next } = page(Object.values(await catalog.read()), input, MOST_PER_PAGE);
  return { DatabaseList: items.map((database) => describeDatabase(database, catalog.context)), ...next };
};
