import type { CreateDatabaseCommandInput } from '@aws-sdk/client-glue';
import { catalogName, entry, type Catalog } from './catalog.js';
import { alreadyExists, invalidInput } from './errors.js';

/** https://docs.aws.amazon.com/glue/latest/webapi/API_CreateDatabase.html */
export const createDatabase = async (
  { DatabaseInput, Tags }: CreateDatabaseCommandInput,
  catalog: Catalog,
): Promise<Record<string, never>> => {
  if (!DatabaseInput) throw invalidInput('DatabaseInput is required.');
  if (Tags && Object.keys(Tags).length > 0)
    throw invalidInput('The local cloud keeps no tags of Glue; leave Tags out.');
  const name = catalogName(DatabaseInput.Name);
  const createdAtMs = catalog.context.clock.now();
  await catalog.change((content) => {
    if (entry(content, name)) throw alreadyExists('Database already exists.');
    return { ...content, [name]: { input: { ...DatabaseInput, Name: name }, createdAtMs, tables: {} } };
  });
  return {};
};
