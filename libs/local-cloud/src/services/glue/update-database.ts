import type { UpdateDatabaseCommandInput } from '@aws-sdk/client-glue';
import { catalogName, type Catalog } from './catalog.js';
import { invalidInput } from './errors.js';

/** Replaces the definition and keeps the tables. https://docs.aws.amazon.com/glue/latest/webapi/API_UpdateDatabase.html */
export const updateDatabase = async (
  { Name, DatabaseInput }: UpdateDatabaseCommandInput,
  catalog: Catalog,
): Promise<Record<string, never>> => {
  if (!DatabaseInput) throw invalidInput('DatabaseInput is required.');
  const name = catalogName(Name);
  if (catalogName(DatabaseInput.Name) !== name) throw invalidInput('The name of a database cannot be changed.');
  await catalog.changeDatabase(name, (database) => ({ ...database, input: { ...DatabaseInput, Name: name } }));
  return {};
};
