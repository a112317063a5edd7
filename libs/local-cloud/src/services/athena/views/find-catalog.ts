import { parseStatement, SqlError, type Query } from '@sales-cdc/athena-sql';
import type { Table } from '@aws-sdk/client-glue';
import type { CloudContext } from '../../../core/cloud-context.js';
import type { BoundQuery } from '../engine/check-query.js';
import type { LakeCatalog, LakeTable, LakeView } from '../engine/lake-table.js';
import { QueryFailed } from '../engine/query-failed.js';
import type { Statement, TableReference } from '../engine/statement.js';
import { findTable, lakeTable } from '../find-tables.js';
import type { AthenaPorts } from '../ports.js';
import { decodeView, type ViewDefinition } from './presto-view.js';

/** What is needed to look names up. */
export interface CatalogLookup {
  readonly ports: AthenaPorts;
  readonly context: CloudContext;
  /** What a query names, by the engine's parser. */
  parse(query: BoundQuery): Promise<Statement>;
}

/** A view that is being created. */
export interface ViewName {
  readonly database: string;
  readonly view: string;
}

const keyOf = (database: string, name: string): string => JSON.stringify([database, name]);

/** The tables and views that a statement names, and those that its views name, each once. */
export const findCatalog = async (
  references: readonly TableReference[],
  defaultDatabase: string,
  lookup: CatalogLookup,
  inTheMaking?: ViewName,
): Promise<LakeCatalog> => {
  const finder = new CatalogFinder(lookup);
  await finder.find(references, defaultDatabase, inTheMaking ? [keyOf(inTheMaking.database, inTheMaking.view)] : []);
  return finder.catalog;
};

class CatalogFinder {
  readonly #tables = new Map<string, LakeTable>();
  readonly #views = new Map<string, readonly LakeView[]>();

  constructor(private readonly lookup: CatalogLookup) {}

  get catalog(): LakeCatalog {
    return { tables: [...this.#tables.values()], views: [...this.#views.values()].flat() };
  }

  /** Views come after what they name; `within` are those that are being looked into. */
  async find(references: readonly TableReference[], database: string, within: readonly string[]): Promise<void> {
    for (const reference of references)
      await this.#findOne({ ...reference, database: reference.database || database }, within);
  }

  async #findOne(reference: TableReference, within: readonly string[]): Promise<void> {
    const name = keyOf(reference.database, reference.table);
    if (within.includes(name)) throw new QueryFailed(`VIEW_IS_RECURSIVE: ${reference.place}: View is recursive`);
    if (this.#tables.has(name) || this.#views.has(name)) return;
    const found = await findTable(reference, this.lookup.ports);
    if (found?.TableType === 'VIRTUAL_VIEW')
      this.#views.set(name, await this.#findView(found, reference, [...within, name]));
    else if (found)
      this.#tables.set(name, lakeTable(found, reference.database, this.lookup.ports, this.lookup.context));
  }

  async #findView(table: Table, reference: TableReference, within: readonly string[]): Promise<readonly LakeView[]> {
    const definition = decodeView(table);
    const query = await viewQuery(definition.originalSql, reference);
    const { tables } = await this.lookup.parse({ query, parameters: [] });
    await this.find(tables, definition.schema, within);
    return lakeViews(definition, query, reference);
  }
}

/**
 * Names in the view are those of the database that it was created in. A view of another database is read through one
 * that stands there, under a name that no statement can write.
 */
const lakeViews = async (
  { schema, columns }: ViewDefinition,
  query: Query,
  { database, table, place }: TableReference,
): Promise<readonly LakeView[]> => {
  if (schema === database) return [{ database, name: table, query, columns, place }];
  const inner = `§${database}.${table}`;
  const outer = await viewQuery(`SELECT * FROM "${schema.replaceAll('"', '""')}"."${inner.replaceAll('"', '""')}"`, {
    database,
    table,
    place,
  });
  return [
    { database: schema, name: inner, query, columns, place },
    { database, name: table, query: outer, place },
  ];
};

const viewQuery = async (
  sql: string,
  { database, table, place }: Pick<TableReference, 'database' | 'table' | 'place'>,
): Promise<Query> => {
  const name = `awsdatacatalog.${database}.${table}`;
  try {
    const statement = await parseStatement(sql);
    if (statement.kind === 'query') return statement.query;
  } catch (error) {
    if (!(error instanceof SqlError)) throw error;
    throw new QueryFailed(
      `INVALID_VIEW: ${place}: Failed parsing stored view '${name}': ${error.place}: ${error.problem}`,
      { cause: error },
    );
  }
  throw new QueryFailed(`INVALID_VIEW: ${place}: Failed parsing stored view '${name}': it is no query`);
};
