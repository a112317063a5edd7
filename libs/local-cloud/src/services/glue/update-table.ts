import type { UpdateTableCommandInput } from '@aws-sdk/client-glue';
import type { Catalog } from './catalog.js';
import { concurrentModification } from './errors.js';
import { nextVersion } from './next-version.js';
import { normalTable } from './table-input.js';

/** Replaces the definition and keeps the partitions. https://docs.aws.amazon.com/glue/latest/webapi/API_UpdateTable.html */
export const updateTable = async (
  { DatabaseName, TableInput, SkipArchive, VersionId }: UpdateTableCommandInput,
  catalog: Catalog,
): Promise<Record<string, never>> => {
  const input = normalTable(TableInput);
  const updatedAtMs = catalog.context.clock.now();
  await catalog.changeTable(DatabaseName, input.Name, (table) => {
    if (VersionId !== undefined && VersionId !== String(table.version))
      throw concurrentModification('Update table failed due to concurrent modifications.');
    return nextVersion(table, input, updatedAtMs, { skipArchive: SkipArchive });
  });
  return {};
};
