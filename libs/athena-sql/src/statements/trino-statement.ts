import {
  CreateTableAsSelectContext,
  CreateViewContext,
  DeallocateContext,
  ExecuteContext,
  ExplainContext,
  InsertIntoContext,
  PrepareContext,
  ShowCreateViewContext,
  StatementDefaultContext,
  type IdentifierContext,
  type RootQueryContext,
  type StatementContext,
} from 'dt-sql-parser/dist/lib/trino/TrinoSqlParser.js';
import { AthenaQuery } from '../rewrite/athena-query.js';
import { notSupported } from '../sql-error.js';
import type { CreateTableAs, CreateView, Explain, Insert, Statement } from '../statement.js';
import { lineAndColumn } from '../text/position.js';
import { sourceOf } from '../text/source.js';
import { readProperties } from './properties.js';
import { qualifiedName } from './qualified-name.js';
import { verbOf } from './verbs.js';

/** What a statement of Trino's grammar asks for. Throws `SqlError` for a form that Athena or the local cloud refuses. */
export const readTrinoStatement = (sql: string, statement: StatementContext): Statement => {
  if (statement instanceof StatementDefaultContext)
    return { kind: 'query', query: queryOf(sql, statement.rootQuery()) };
  if (statement instanceof CreateTableAsSelectContext) return createTableAs(sql, statement);
  if (statement instanceof InsertIntoContext) return insert(sql, statement);
  if (statement instanceof CreateViewContext) return createView(sql, statement);
  if (statement instanceof ExplainContext) return explain(sql, statement);
  if (statement instanceof PrepareContext)
    return { kind: 'prepare', name: plainName(statement.identifier()), text: sourceOf(statement.statement()) };
  if (statement instanceof ExecuteContext)
    return {
      kind: 'execute',
      name: plainName(statement.identifier()),
      parameters: statement.expression().map(sourceOf),
    };
  if (statement instanceof DeallocateContext) return { kind: 'deallocate', name: plainName(statement.identifier()) };
  if (statement instanceof ShowCreateViewContext)
    return { kind: 'show-create-view', table: qualifiedName(sql, statement.viewRef().identifier()) };
  return { kind: 'unsupported', verb: verbOf(sourceOf(statement)) };
};

const createTableAs = (sql: string, statement: CreateTableAsSelectContext): CreateTableAs => {
  const place = placeOf(sql, statement);
  if (statement.KW_OR()) throw notSupported(place, 'CREATE OR REPLACE TABLE');
  if (statement.columnListCreate()) throw notSupported(place, 'a list of column names in CREATE TABLE AS');
  if (statement.KW_COMMENT()) throw notSupported(place, 'COMMENT in CREATE TABLE AS');
  return {
    kind: 'create-table-as',
    table: qualifiedName(sql, statement.tableNameCreate().identifier()),
    ifNotExists: statement.KW_EXISTS() !== null,
    properties: readProperties(sql, statement.properties()),
    withData: statement.KW_NO() === null,
    query: queryOf(sql, required(statement.rootQuery())),
  };
};

const insert = (sql: string, statement: InsertIntoContext): Insert => {
  const columns = statement.columnList()?.columnRef();
  return {
    kind: 'insert',
    table: qualifiedName(sql, statement.tableRef().identifier()),
    ...(columns && { columns: columns.map((column) => plainName(column).toLowerCase()) }),
    query: queryOf(sql, statement.rootQuery()),
  };
};

const createView = (sql: string, statement: CreateViewContext): CreateView => {
  const place = placeOf(sql, statement);
  if (statement.KW_SECURITY()) throw notSupported(place, 'CREATE VIEW … SECURITY');
  if (statement.KW_COMMENT()) throw notSupported(place, 'COMMENT in CREATE VIEW');
  if (statement.properties()) throw notSupported(place, 'CREATE VIEW … WITH');
  return {
    kind: 'create-view',
    view: qualifiedName(sql, statement.viewNameCreate().identifier()),
    orReplace: statement.KW_REPLACE() !== null,
    query: queryOf(sql, statement.rootQuery()),
    text: sourceOf(statement.rootQuery()),
  };
};

const explain = (sql: string, statement: ExplainContext): Explain => {
  const place = placeOf(sql, statement);
  const [option] = statement.explainOption();
  if (option) throw notSupported(place, `EXPLAIN (${sourceOf(option)})`);
  const explained = statement.statement();
  if (!(explained instanceof StatementDefaultContext))
    throw notSupported(place, `EXPLAIN ${verbOf(sourceOf(explained))}`);
  return { kind: 'explain', query: queryOf(sql, explained.rootQuery()) };
};

const queryOf = (sql: string, tree: RootQueryContext): AthenaQuery => new AthenaQuery(sql, tree);

const required = <Context>(context: Context | null): Context => {
  if (context === null) throw new Error('The grammar promises this part of the statement.');
  return context;
};

/** A name as it is written, without its quotes. */
const plainName = (identifier: Pick<IdentifierContext, 'getText'>): string => {
  const text = identifier.getText();
  return text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text;
};

const placeOf = (sql: string, { start }: StatementContext): string => lineAndColumn(sql, start?.start ?? 0);
