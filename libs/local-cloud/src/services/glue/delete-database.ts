import type { DeleteDatabaseCommandInput } from '@aws-sdk/client-glue';
import { catalogName, entry, without, type Catalog } from './catalog.js';
import { entityNotFound } from './errors.js';

/** Its tables go with it. https://docs.aws.amazon.com/glue/latest/webapi/API_DeleteDatabase.html */
export const deleteDatabase = async (
  { Name }: DeleteDatabaseCommandInput,
  catalog: Catalog,
): Promise<Record<string, never>> => {
  const name = catalogName(Name);
  await catalog.change((content) => {
    if (!entry(content, name)) throw entityNotFound(`Database ${name} not found.`);
    return without(content, name);
  });
  return {};
};
