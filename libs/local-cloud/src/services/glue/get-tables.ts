import type { GetTablesCommandInput, GetTablesCommandOutput } from '@aws-sdk/client-glue';
import { catalogName, type Catalog } from './catalog.js';
import { describeTable } from './describe.js';
import { invalidInput } from './errors.js';
import { page } from './paging.js';

const MOST_PER_PAGE = 100;

/** https://docs.aws.amazon.com/glue/latest/webapi/API_GetTables.html */
export const getTables = async (
  input: GetTablesCommandInput,
  catalog: Catalog,
): Promise<Omit<GetTablesCommandOutput, '$metadata'>> => {
  const database = await catalog.database(input.DatabaseName);
  const wanted = namePattern(input.Expression);
  const tables = Object.values(database.tables).filter((table) => wanted.test(table.input.Name));
  const { items, next } = page(tables, input, MOST_PER_PAGE);
  return {
    TableList: items.map((table) => describeTable(table, catalogName(input.DatabaseName), catalog.context)),
    ...next,
  };
};

const namePattern = (expression = '.*'): RegExp => {
  try {
    return new RegExp(`^(?:${expression})$`, 'u');
  } catch {
    throw invalidInput(`Expression ${expression} is not a regular expression.`);
  }
};
