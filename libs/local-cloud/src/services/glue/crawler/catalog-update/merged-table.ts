import type { Column, Table, TableInput } from '@aws-sdk/client-glue';
import { isDeepStrictEqual } from 'node:util';
import type { CrawledTable } from '../crawled-table.js';
import type { CrawlerDefinition } from '../crawler-definition.js';

/** What becomes of a table: a refresh changes its statistics only, which makes no new version. */
export type TableChange =
  | { readonly kind: 'create' | 'update' | 'refresh'; readonly input: TableInput }
  | { readonly kind: 'none'; readonly existing: Table };

/** The columns the table has after the change. */
export const columnsOf = (change: TableChange): readonly Column[] =>
  (change.kind === 'none' ? change.existing : change.input).StorageDescriptor?.Columns ?? [];

/** The found table over the existing one, as the crawler's settings want it. */
export const mergedTable = (
  { input }: CrawledTable,
  existing: Table | undefined,
  { updateBehavior, mergeNewColumns }: CrawlerDefinition,
): TableChange => {
  if (!existing) return { kind: 'create', input };
  if (updateBehavior === 'LOG') return { kind: 'none', existing };
  const known = existing.StorageDescriptor?.Columns ?? [];
  const columns = mergeNewColumns
    ? withNewColumns(known, input.StorageDescriptor.Columns ?? [])
    : keptInOrder(known, input);
  const next: TableInput = {
    ...input,
    ...(existing.Description !== undefined && { Description: existing.Description }),
    StorageDescriptor: { ...input.StorageDescriptor, Columns: columns },
  };
  return { kind: isDeepStrictEqual(schemaOf(next), schemaOf(existing)) ? 'refresh' : 'update', input: next };
};

const withNewColumns = (known: readonly Column[], found: readonly Column[]): Column[] => {
  const names = new Set(known.map(({ Name }) => Name));
  return [...known, ...found.filter(({ Name }) => !names.has(Name))];
};

/** Columns that were there keep their place, so that a new day with its fields in another order changes nothing. */
const keptInOrder = (known: readonly Column[], { StorageDescriptor }: TableInput): Column[] => {
  const found = new Map((StorageDescriptor?.Columns ?? []).map((column) => [column.Name, column]));
  const kept = known.flatMap(({ Name }) => found.get(Name) ?? []);
  return withNewColumns(kept, [...found.values()]);
};

const schemaOf = ({ PartitionKeys, StorageDescriptor, Parameters }: TableInput | Table): unknown => ({
  keys: pairs(PartitionKeys),
  columns: pairs(StorageDescriptor?.Columns),
  location: StorageDescriptor?.Location,
  serde: StorageDescriptor?.SerdeInfo?.SerializationLibrary,
  compression: Parameters?.['compressionType'],
  crawler: Parameters?.['UPDATED_BY_CRAWLER'],
  deprecated: Parameters?.['DEPRECATED_BY_CRAWLER'],
});

const pairs = (columns: readonly Column[] | undefined): unknown =>
  (columns ?? []).map(({ Name, Type }) => [Name, Type]);
