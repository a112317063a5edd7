import type {
  PropertyPredicate,
  SearchTablesCommandInput,
  SearchTablesCommandOutput,
  SortCriterion,
  Table,
} from '@aws-sdk/client-glue';
import type { Catalog } from './catalog.js';
import { describeTable } from './describe.js';
import { invalidInput } from './errors.js';
import { page } from './paging.js';

const MOST_PER_PAGE = 100;

/** What a filter or a sort may name. */
const PROPERTIES: Readonly<Record<string, (table: Table) => string>> = {
  Name: ({ Name = '' }) => Name,
  DatabaseName: ({ DatabaseName = '' }) => DatabaseName,
  Description: ({ Description = '' }) => Description,
  Owner: ({ Owner = '' }) => Owner,
  TableType: ({ TableType = '' }) => TableType,
};

/**
 * Differs: AWS ranks what it finds by likeness; here the order is that of the catalog unless one is asked for. Filters
 * are by the text members of PROPERTIES; those by time are refused.
 * https://docs.aws.amazon.com/glue/latest/webapi/API_SearchTables.html
 */
export const searchTables = async (
  input: SearchTablesCommandInput,
  catalog: Catalog,
): Promise<Omit<SearchTablesCommandOutput, '$metadata'>> => {
  if (input.ResourceShareType)
    throw invalidInput('The local cloud is one account; leave ResourceShareType out of SearchTables.');
  const isWanted = allOf([...(input.Filters ?? []).map(filter), search(input.SearchText)]);
  const tables = Object.entries(await catalog.read()).flatMap(([databaseName, { tables: records }]) =>
    Object.values(records).map((record) => describeTable(record, databaseName, catalog.context)),
  );
  const found = sorted(tables.filter(isWanted), input.SortCriteria ?? []);
  const { items, next } = page(found, input, MOST_PER_PAGE);
  return { TableList: items, ...next };
};

type Test = (table: Table) => boolean;

const allOf =
  (tests: readonly Test[]): Test =>
  (table) =>
    tests.every((test) => test(table));

/** One of the words of the property is the value; words end at anything that is no letter and no digit. */
const filter = ({ Key, Value = '', Comparator }: PropertyPredicate): Test => {
  if (Comparator) throw invalidInput(`The local cloud searches tables without Comparator; ${Comparator} is for times.`);
  const property = propertyOf(Key);
  const wanted = Value.toLowerCase();
  return (table) => {
    const text = property(table).toLowerCase();
    return text === wanted || wordsOf(text).includes(wanted);
  };
};

/** Text in quotes is the whole of a text of the table; other text is a part of one. */
const search = (text = ''): Test => {
  const exact = /^"(.*)"$/s.exec(text)?.[1];
  const wanted = (exact ?? text).toLowerCase();
  return (table) =>
    textsOf(table).some((one) =>
      exact === undefined ? one.toLowerCase().includes(wanted) : one.toLowerCase() === wanted,
    );
};

const textsOf = (table: Table): readonly string[] => [
  ...Object.values(PROPERTIES).map((property) => property(table)),
  ...(table.StorageDescriptor?.Columns ?? []).flatMap(({ Name = '', Comment = '' }) => [Name, Comment]),
  ...(table.PartitionKeys ?? []).map(({ Name = '' }) => Name),
];

const wordsOf = (text: string): readonly string[] => text.split(/[^\p{L}\p{N}]+/u);

const sorted = (tables: readonly Table[], criteria: readonly SortCriterion[]): readonly Table[] => {
  const [criterion] = criteria;
  if (!criterion) return tables;
  if (criteria.length > 1) throw invalidInput('The local cloud sorts tables by one of the SortCriteria only.');
  const property = propertyOf(criterion.FieldName);
  const sign = criterion.Sort === 'DESC' ? -1 : 1;
  return [...tables].sort((a, b) => sign * (property(a) < property(b) ? -1 : property(a) > property(b) ? 1 : 0));
};

const propertyOf = (name = ''): ((table: Table) => string) => {
  const property = Object.hasOwn(PROPERTIES, name) ? PROPERTIES[name] : undefined;
  if (!property)
    throw invalidInput(`The local cloud searches tables by ${Object.keys(PROPERTIES).join(', ')}, not by ${name}.`);
  return property;
};
