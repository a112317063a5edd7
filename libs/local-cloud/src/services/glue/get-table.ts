import type { GetTableCommandInput, GetTableCommandOutput } from '@aws-sdk/client-glue';
import { catalogName, type Catalog } from './catalog.js';
import { describeTable } from './describe.js';

/** https://docs.aws.amazon.com/glue/latest/webapi/API_GetTable.html */
export const getTable = async (
  { DatabaseName, Name }: GetTableCommandInput,
  catalog: Catalog,
): Promise<Omit<GetTableCommandOutput, '$metadata'>> => ({
  Table: describeTable(await catalog.table(DatabaseName, Name), catalogName(DatabaseName), catalog.context),
});
