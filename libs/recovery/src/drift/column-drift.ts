import { hiveTypeName, readHiveType, type HiveType } from './hive-type.js';

/** A column as the catalog has it. */
export interface CatalogColumn {
  readonly Name?: string | undefined;
  readonly Type?: string | undefined;
}

/** The columns of a table in the catalog, in the shape of Glue's GetTable. */
export interface CatalogTable {
  readonly PartitionKeys?: readonly CatalogColumn[] | undefined;
  readonly StorageDescriptor?: { readonly Columns?: readonly CatalogColumn[] | undefined } | undefined;
}

/** A column in which the data is not as declared; `column` is a path such as `before.quantity`. */
export type ColumnDrift =
  | { readonly kind: 'missing'; readonly column: string; readonly declared: string }
  | { readonly kind: 'extra'; readonly column: string; readonly crawled: string }
  | { readonly kind: 'type'; readonly column: string; readonly declared: string; readonly crawled: string };

export interface TableDrift {
  readonly drift: readonly ColumnDrift[];
  /** Columns that may be empty, and of which the crawler saw no value. */
  readonly unseen: readonly string[];
}

/**
 * Compares the declared table with what a crawler made of the data, beyond what a crawler can know: it types moments as
 * text, decimals as whatever number they look like, and what is always null as text.
 */
export const tableDrift = (
  declared: CatalogTable,
  crawled: CatalogTable,
  isRequired: (column: string) => boolean,
): TableDrift => compareMembers(membersOf(declared), membersOf(crawled), isRequired, '');

const membersOf = ({ StorageDescriptor, PartitionKeys }: CatalogTable): ReadonlyMap<string, HiveType> =>
  new Map(
    [...(StorageDescriptor?.Columns ?? []), ...(PartitionKeys ?? [])].map(({ Name = '', Type = '' }) => [
      Name.toLowerCase(),
      readHiveType(Type),
    ]),
  );

const compareMembers = (
  declared: ReadonlyMap<string, HiveType>,
  crawled: ReadonlyMap<string, HiveType>,
  isRequired: (column: string) => boolean,
  path: string,
): TableDrift => {
  const found: TableDrift[] = [...declared].map(([name, type]) =>
    compareColumn(`${path}${name}`, type, crawled.get(name), isRequired),
  );
  const extra = [...crawled]
    .filter(([name]) => !declared.has(name))
    .map(([name, type]): ColumnDrift => ({ kind: 'extra', column: `${path}${name}`, crawled: hiveTypeName(type) }));
  return {
    drift: [...found.flatMap(({ drift }) => drift), ...extra],
    unseen: found.flatMap(({ unseen }) => unseen),
  };
};

const FINE: TableDrift = { drift: [], unseen: [] };

const compareColumn = (
  column: string,
  declared: HiveType,
  crawled: HiveType | undefined,
  isRequired: (column: string) => boolean,
): TableDrift => {
  const isNull = crawled?.kind === 'plain' && crawled.name === 'string' && hiveTypeName(declared) !== 'string';
  if (!isRequired(column) && (!crawled || (isNull && declared.kind === 'struct')))
    return { drift: [], unseen: [column] };
  if (!crawled) return { drift: [{ kind: 'missing', column, declared: hiveTypeName(declared) }], unseen: [] };
  if (declared.kind === 'struct' && crawled.kind === 'struct')
    return compareMembers(declared.members, crawled.members, () => false, `${column}.`);
  if (mayLookLike(hiveTypeName(declared), hiveTypeName(crawled))) return FINE;
  const types = { declared: hiveTypeName(declared), crawled: hiveTypeName(crawled) };
  return { drift: [{ kind: 'type', column, ...types }], unseen: [] };
};

/** What a crawler may take values of a declared type for. */
const LOOKS: readonly (readonly [declared: RegExp, crawled: RegExp])[] = [
  [/^(?:timestamp|date)$/, /^string$/],
  [/^decimal/, /^(?:double|int|bigint)$/],
  [/^(?:double|float)$/, /^(?:double|int|bigint)$/],
  [/^bigint$/, /^int$/],
];

const mayLookLike = (declared: string, crawled: string): boolean =>
  declared === crawled || LOOKS.some(([from, to]) => from.test(declared) && to.test(crawled));
