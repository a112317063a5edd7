import type { UpdateTableCommandInput } from '@aws-sdk/client-glue';
import type { Catalog } from './catalog.js';
import { normalTable } from './table-input.js';

/** Replaces the definition and keeps the partitions. https://docs.aws.amazon.com/glue/latest/webapi/API_UpdateTable.html */
export const updateTable = async (
  { DatabaseName, TableInput }: UpdateTableCommandInput,
  catalog: Catalog,
): Promise<Record<string, never>> => {
  const input = normalTable(TableInput);
  const updatedAtMs = catalog.context.clock.now();
  await catalog.changeTable(DatabaseName, input.Name, (table) => ({
    ...table,
    input,
    updatedAtMs,
    version: table.version + 1,
  }));
  return {};
};
