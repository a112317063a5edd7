import type { TableRecord } from './catalog.js';

/** Differs: AWS keeps 100,000 versions of a table. */
const MOST_FORMER_VERSIONS = 100;

/** The table with another definition; what it was becomes a former version unless it is not to be archived. */
export const nextVersion = (
  table: TableRecord,
  input: TableRecord['input'],
  updatedAtMs: number,
  { skipArchive = false }: { readonly skipArchive?: boolean | undefined } = {},
): TableRecord => {
  const former = { input: table.input, updatedAtMs: table.updatedAtMs, version: table.version };
  const formerVersions = [...(skipArchive ? [] : [former]), ...(table.formerVersions ?? [])];
  return {
    ...table,
    input,
    updatedAtMs,
    version: table.version + 1,
    formerVersions: formerVersions.slice(0, MOST_FORMER_VERSIONS),
  };
};
