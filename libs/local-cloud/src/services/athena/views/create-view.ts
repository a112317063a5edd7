import type { CreateView } from '@sales-cdc/athena-sql';
import type { Column, Table } from '@aws-sdk/client-glue';
import type { AthenaState } from '../athena-state.js';
import { isView } from '../catalog-statements/named-table.js';
import { unlessMissing } from '../catalog-statements/statement-failures.js';
import { QueryFailed } from '../engine/query-failed.js';
import type { ReadyQuery } from '../engine/session.js';
import type { QueryRecord } from '../query-execution.js';
import { NO_TEXT, type TextResult } from '../text-result.js';
import { withEngine } from '../with-engine.js';
import { encodeView } from './presto-view.js';
import { viewTypeOf, type ViewType } from './view-type.js';

/** Checks the view's query and keeps it in the catalog. https://docs.aws.amazon.com/athena/latest/ug/create-view.html */
export const createView = async (
  query: QueryRecord,
  statement: CreateView,
  state: AthenaState,
): Promise<TextResult> => {
  const { view, text } = statement;
  if (view.catalog !== undefined && view.catalog !== 'awsdatacatalog')
    throw new QueryFailed(`CATALOG_NOT_FOUND: ${view.place}: Catalog '${view.catalog}' does not exist`);
  const DatabaseName = view.database ?? query.database;
  const existing = await existingView(statement, DatabaseName, state);
  const columns = await withEngine(query, { query: statement.query, parameters: [] }, state, ({ ready }) =>
    Promise.resolve(viewColumns(ready)),
  );
  query.scannedBytes = 0;
  if (!columns) return NO_TEXT; // stopped
  const definition = {
    originalSql: text,
    catalog: 'awsdatacatalog',
    schema: query.database,
    columns: columns.map(({ name, type }) => ({ name, type: type.trino })),
  };
  const TableInput = viewTable(view.table, encodeView(definition), columns);
  if (existing) await state.ports.glue.UpdateTable({ DatabaseName, TableInput });
  else await state.ports.glue.CreateTable({ DatabaseName, TableInput });
  return NO_TEXT;
};

interface NamedType {
  readonly name: string;
  readonly type: ViewType;
}

/** The view that is replaced, or undefined where there is none. */
const existingView = async (
  { view, orReplace }: CreateView,
  DatabaseName: string,
  { ports: { glue } }: AthenaState,
): Promise<Table | undefined> => {
  const name = `awsdatacatalog.${DatabaseName}.${view.table}`;
  if (!(await unlessMissing(glue.GetDatabase({ Name: DatabaseName }))))
    throw new QueryFailed(`SCHEMA_NOT_FOUND: ${view.place}: Schema '${DatabaseName}' does not exist`);
  const found = await unlessMissing(glue.GetTable({ DatabaseName, Name: view.table }));
  if (found?.Table && !isView(found.Table))
    throw new QueryFailed(`TABLE_ALREADY_EXISTS: ${view.place}: Table already exists: '${name}'`);
  if (found?.Table && !orReplace)
    throw new QueryFailed(`ALREADY_EXISTS: ${view.place}: View already exists: '${name}'`);
  return found?.Table;
};

const viewColumns = ({ names, types }: ReadyQuery): readonly NamedType[] =>
  names.map((given, index) => {
    const name = given.toLowerCase();
    // The name that a column without one gets.
    if (/^_col\d+$/.test(name))
      throw new QueryFailed(`COLUMN_NAME_NOT_SPECIFIED: line 1:1: Column name not specified at position ${index + 1}`);
    if (names.findIndex((other) => other.toLowerCase() === name) < index)
      throw new QueryFailed(`DUPLICATE_COLUMN_NAME: line 1:1: Column name '${name}' specified more than once`);
    const type = types[index] && viewTypeOf(types[index]);
    if (!type)
      throw new QueryFailed(`NOT_SUPPORTED: Unsupported Hive type: ${String(types[index]).toLowerCase()} of '${name}'`);
    return { name, type };
  });

/** As Athena writes a view. */
const viewTable = (Name: string, ViewOriginalText: string, columns: readonly NamedType[]) => ({
  Name,
  TableType: 'VIRTUAL_VIEW',
  ViewOriginalText,
  ViewExpandedText: '/* Presto View */',
  Parameters: { presto_view: 'true', comment: 'Presto View' },
  PartitionKeys: [],
  StorageDescriptor: {
    Columns: columns.map(({ name, type }): Column => ({ Name: name, Type: type.glue })),
    Location: '',
    SerdeInfo: {},
  },
});
