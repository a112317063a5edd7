import type { CrawlLog } from './crawl-log.js';
import type { CrawlerPorts } from './crawler-ports.js';

/** The catalog, with a line in the log for each table that a crawl creates, changes, deletes or marks as deprecated. */
export const loggedCatalog = (glue: CrawlerPorts['glue'], log: CrawlLog): CrawlerPorts['glue'] => ({
  ...glue,
  CreateTable: async (input) => {
    const answer = await glue.CreateTable(input);
    await log.write('INFO', `Created table ${input.TableInput?.Name ?? ''} in database ${input.DatabaseName ?? ''}`);
    return answer;
  },
  UpdateTable: async (input) => {
    const answer = await glue.UpdateTable(input);
    const line = updateLine(input.TableInput, input.DatabaseName);
    // What only counts objects anew is no change of the table.
    if (!input.SkipArchive) await log.write('INFO', line);
    return answer;
  },
  DeleteTable: async (input) => {
    const answer = await glue.DeleteTable(input);
    await log.write('INFO', `Deleted table ${input.Name ?? ''} from database ${input.DatabaseName ?? ''}`);
    return answer;
  },
});

const updateLine = (
  table: { readonly Name?: string | undefined; readonly Parameters?: Record<string, string> | undefined } | undefined,
  databaseName = '',
): string =>
  table?.Parameters?.['DEPRECATED_BY_CRAWLER']
    ? `Table ${table.Name ?? ''} is marked deprecated because a matching schema was not found at the table's location.`
    : `Updated table ${table?.Name ?? ''} in database ${databaseName}`;
