import type { GetTableVersionsCommandInput, GetTableVersionsCommandOutput } from '@aws-sdk/client-glue';
import { catalogName, type Catalog } from './catalog.js';
import { describeTableVersion } from './describe.js';
import { page } from './paging.js';
import { versionsOf } from './table-versions.js';

const MOST_PER_PAGE = 100;

/** Newest first. https://docs.aws.amazon.com/glue/latest/webapi/API_GetTableVersions.html */
export const getTableVersions = async (
  input: GetTableVersionsCommandInput,
  catalog: Catalog,
): Promise<Omit<GetTableVersionsCommandOutput, '$metadata'>> => {
  const table = await catalog.table(input.DatabaseName, input.TableName);
  const { items, next } = page(versionsOf(table), input, MOST_PER_PAGE);
  const databaseName = catalogName(input.DatabaseName);
  return {
    TableVersions: items.map((version) => describeTableVersion(version, table, databaseName, catalog.context)),
    ...next,
  };
};
