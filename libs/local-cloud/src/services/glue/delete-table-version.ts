import type { DeleteTableVersionCommandInput } from '@aws-sdk/client-glue';
import type { Catalog } from './catalog.js';
import { withoutVersion } from './table-versions.js';

/** https://docs.aws.amazon.com/glue/latest/webapi/API_DeleteTableVersion.html */
export const deleteTableVersion = async (
  { DatabaseName, TableName, VersionId }: DeleteTableVersionCommandInput,
  catalog: Catalog,
): Promise<Record<string, never>> => {
  await catalog.changeTable(DatabaseName, TableName, (table) => withoutVersion(table, VersionId));
  return {};
};
