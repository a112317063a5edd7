import type { TableRecord, TableVersionRecord } from './catalog.js';
import { entityNotFound, invalidInput } from './errors.js';

/** What the table is and was, newest first. */
export const versionsOf = (table: TableRecord): readonly TableVersionRecord[] => [
  { input: table.input, updatedAtMs: table.updatedAtMs, version: table.version },
  ...(table.formerVersions ?? []),
];

/** Without an id the one that holds. Throws `EntityNotFoundException`. */
export const requireVersion = (table: TableRecord, versionId = String(table.version)): TableVersionRecord => {
  const found = versionsOf(table).find(({ version }) => String(version) === versionId);
  if (!found) throw entityNotFound('Table version not found.');
  return found;
};

/** The table without a former version. The one that holds cannot be deleted. */
export const withoutVersion = (table: TableRecord, versionId: string | undefined): TableRecord => {
  if (!versionId) throw invalidInput('VersionId is required.');
  const { version } = requireVersion(table, versionId);
  if (version === table.version) throw invalidInput('The current version of a table cannot be deleted.');
  const formerVersions = (table.formerVersions ?? []).filter((one) => one.version !== version);
  return { ...table, formerVersions };
};
