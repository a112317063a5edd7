import { paginateGetTables, type Table } from '@aws-sdk/client-glue';
import { UserError } from '@sales-cdc/deployment';
import type { CommandContext } from '../command-line/command.js';

type NamedTable = Table & { readonly Name: string };

export interface SalesTables {
  readonly declared: NamedTable;
  /** What a crawler made of the same objects. */
  readonly crawled: NamedTable;
  /** The tables that it made of objects below whose shape is another. */
  readonly strays: readonly NamedTable[];
}

/** The tables over the objects of sales. Throws a UserError when the declared or the crawled one is not there. */
export const findTables = async ({ clients, pipeline }: CommandContext): Promise<SalesTables> => {
  const outputs = await pipeline();
  const [DatabaseName, declaredName] = [outputs.of('DatabaseName'), outputs.of('LakeTableName')];
  const tables: Table[] = [];
  for await (const { TableList = [] } of paginateGetTables({ client: clients.glue }, { DatabaseName }))
    tables.push(...TableList);
  const declared = tables.filter(hasName).find(({ Name }) => Name === declaredName);
  if (!declared)
    throw new UserError(
      `There is no table ${DatabaseName}.${declaredName}: deploy it again with "nx run infra:deploy".`,
    );
  const location = locationOf(declared);
  const below = tables.filter(hasName).filter((table) => isCrawled(table) && isBelow(locationOf(table), location));
  const crawled = below.find((table) => locationOf(table) === location) ?? below[0];
  if (!crawled)
    throw new UserError(
      `No crawler has written a table of ${location} yet: wait for its schedule, or start it with "aws glue start-crawler".`,
    );
  return { declared, crawled, strays: below.filter((table) => table !== crawled) };
};

const hasName = (table: Table): table is NamedTable => table.Name !== undefined;

/** A crawler leaves its name in what it writes. https://docs.aws.amazon.com/glue/latest/dg/table-properties-crawler.html */
const isCrawled = ({ Parameters }: Table): boolean => Parameters?.['UPDATED_BY_CRAWLER'] !== undefined;

const locationOf = ({ StorageDescriptor }: Table): string => (StorageDescriptor?.Location ?? '').replace(/\/$/, '');

const isBelow = (location: string, folder: string): boolean => location === folder || location.startsWith(`${folder}/`);
