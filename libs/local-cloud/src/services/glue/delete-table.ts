import type { DeleteTableCommandInput } from '@aws-sdk/client-glue';
import { catalogName, entry, without, type Catalog } from './catalog.js';
import { entityNotFound } from './errors.js';

/** The data stays where it is. https://docs.aws.amazon.com/glue/latest/webapi/API_DeleteTable.html */
export const deleteTable = async (
  { DatabaseName, Name }: DeleteTableCommandInput,
  catalog: Catalog,
): Promise<Record<string, never>> => {
  const name = catalogName(Name);
  await catalog.changeDatabase(DatabaseName, (database) => {
    if (!entry(database.tables, name)) throw entityNotFound('Entity Not Found');
    return { ...database, tables: without(database.tables, name) };
  });
  return {};
};
