import type { CreateTableCommandInput } from '@aws-sdk/client-glue';
import { entry, type Catalog } from './catalog.js';
import { alreadyExists } from './errors.js';
import { normalTable } from './table-input.js';

/** https://docs.aws.amazon.com/glue/latest/webapi/API_CreateTable.html */
export const createTable = async (
  { DatabaseName, TableInput }: CreateTableCommandInput,
  catalog: Catalog,
): Promise<Record<string, never>> => {
  const input = normalTable(TableInput);
  const now = catalog.context.clock.now();
  await catalog.changeDatabase(DatabaseName, (database) => {
    if (entry(database.tables, input.Name)) throw alreadyExists('Table already exists.');
    const table = { input, createdAtMs: now, updatedAtMs: now, version: 0, partitions: {} };
    return { ...database, tables: { ...database.tables, [input.Name]: table } };
  });
  return {};
};
