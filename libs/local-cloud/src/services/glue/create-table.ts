import type { CreateTableCommandInput } from '@aws-sdk/client-glue';
import { entry, type Catalog } from './catalog.js';
import { alreadyExists, invalidInput } from './errors.js';
import { normalTable } from './table-input.js';

/**
 * Differs: partition indexes and tables of open formats (Iceberg) are refused.
 * https://docs.aws.amazon.com/glue/latest/webapi/API_CreateTable.html
 */
export const createTable = async (
  { DatabaseName, TableInput, PartitionIndexes, OpenTableFormatInput }: CreateTableCommandInput,
  catalog: Catalog,
): Promise<Record<string, never>> => {
  if (PartitionIndexes && PartitionIndexes.length > 0)
    throw invalidInput('The local cloud keeps no partition indexes; leave PartitionIndexes out.');
  if (OpenTableFormatInput)
    throw invalidInput('The local cloud keeps no tables of open formats; leave OpenTableFormatInput out.');
  const input = normalTable(TableInput);
  const now = catalog.context.clock.now();
  await catalog.changeDatabase(DatabaseName, (database) => {
    if (entry(database.tables, input.Name)) throw alreadyExists('Table already exists.');
    const table = { input, createdAtMs: now, updatedAtMs: now, version: 0, partitions: {} };
    return { ...database, tables: { ...database.tables, [input.Name]: table } };
  });
  return {};
};
