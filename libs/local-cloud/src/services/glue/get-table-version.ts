import type { GetTableVersionCommandInput, GetTableVersionCommandOutput } from '@aws-sdk/client-glue';
import { catalogName, type Catalog } from './catalog.js';
import { describeTableVersion } from './describe.js';
import { requireVersion } from './table-versions.js';

/** https://docs.aws.amazon.com/glue/latest/webapi/API_GetTableVersion.html */
export const getTableVersion = async (
  { DatabaseName, TableName, VersionId }: GetTableVersionCommandInput,
  catalog: Catalog,
): Promise<Omit<GetTableVersionCommandOutput, '$metadata'>> => {
  const table = await catalog.table(DatabaseName, TableName);
  const version = requireVersion(table, VersionId);
  return { TableVersion: describeTableVersion(version, table, catalogName(DatabaseName), catalog.context) };
};
